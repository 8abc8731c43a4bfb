/**
 * Search: the days nobody planned. Schedules of outages are drawn from a seed, run by the thousand under virtual time
 * and watched by invariants; what breaks one is shrunk to the fewest and simplest faults that still break the same one.
 *
 * <p>A room of its own, because it is neither rehearsal (one day, planned by people, ending in a report) nor simulation
 * (which knows nothing of clients). A {@link dev.sitefailover.search.Scenario} is a value: whatever is random is drawn
 * when it is made, and replaying it draws nothing again. Rejected: recording a run and replaying the recording (a
 * recording cannot be shrunk: whatever is left out of it changes what would have come after), and a property-testing
 * library (their shrinkers know integers and lists, not that two acts, a site and a gateway go together).
 */
@NullMarked
package dev.sitefailover.search;

import org.jspecify.annotations.NullMarked;

/**
 * For other people's test suites: AssertJ assertions over a running client, over the recording of what it did, over a
 * simulation's trace and over a rehearsal's report. A failure shows the timeline in words, with the lines that matter
 * marked.
 *
 * <p>AssertJ is an optional dependency: who does not use it never loads this room. What an assertion about the past needs
 * is kept by {@link dev.sitefailover.assertj.FailoverRecording}, which a test hands to the client as a listener. A history
 * inside the engine was rejected: production would pay for what only tests ask.
 */
@NullMarked
package dev.sitefailover.assertj;

import org.jspecify.annotations.NullMarked;

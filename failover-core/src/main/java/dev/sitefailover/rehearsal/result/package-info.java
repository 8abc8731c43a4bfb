/**
 * What a rehearsal found.
 *
 * <p>It speaks only of what happened: instants, counts and verdicts, with kinds of steps as text. It does not refer to the
 * rundown, so a report can be kept, compared and rendered without the file it came from. Rendering straight from the
 * running rehearsal was rejected: figures in a report must be fixed before anybody looks at them.
 */
@NullMarked
package dev.sitefailover.rehearsal.result;

import org.jspecify.annotations.NullMarked;

/**
 * Reads a rundown's file and says everything that is wrong with it at once, each with its place.
 *
 * <p>This room exists because a plan is written by people who cannot read a stack trace, days before it is needed. How
 * documents are read at all is the business of {@code document}; here stands what is particular to rundowns: the site that
 * serves by plan, times in a zone, sessions that follow each other.
 *
 * <p>{@link dev.sitefailover.rehearsal.reader.RundownReader} is the one door.
 */
@NullMarked
package dev.sitefailover.rehearsal.reader;

import org.jspecify.annotations.NullMarked;

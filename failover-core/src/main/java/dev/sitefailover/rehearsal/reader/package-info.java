/**
 * Reads a rundown's file and says everything that is wrong with it at once, each with its place.
 *
 * <p>This room exists because a plan is written by people who cannot read a stack trace, days before it is needed. It
 * reads the YAML parser's events into a small tree of its own that keeps line and column of every key and value; the
 * parser's composed tree was rejected, for it resolves aliases and tags and loses places. Binding to classes by reflection
 * was rejected: it stops at the first error and accepts what nobody meant. Here a value that is wrong is reported and
 * replaced by a stand-in, so that reading goes on; a model is only made when nothing was reported.
 *
 * <p>{@link dev.sitefailover.rehearsal.reader.RundownReader} is the one door.
 */
@NullMarked
package dev.sitefailover.rehearsal.reader;

import org.jspecify.annotations.NullMarked;

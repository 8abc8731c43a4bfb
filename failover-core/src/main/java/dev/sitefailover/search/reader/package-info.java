/**
 * Reads a space of scenarios from YAML and says everything that is wrong with it at once, each with its place.
 *
 * <p>A room of its own because the search knows no files: a space is a value, and a campaign on many machines passes the
 * text around or makes the value in code. Like rundowns, spaces are read by way of {@code document}, so that a mistake in
 * one is told in the same way as in the other.
 *
 * <p>{@link dev.sitefailover.search.reader.SpaceReader} is the one door.
 */
@NullMarked
package dev.sitefailover.search.reader;

import org.jspecify.annotations.NullMarked;

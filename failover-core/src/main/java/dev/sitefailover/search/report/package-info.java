/**
 * What a search found, as files: {@code explore.json} for programs, a rundown and a JUnit test for each violation.
 *
 * <p>A room of its own because the search itself writes nothing: on many machines parts of a campaign come back as values,
 * and only whoever holds their sum shrinks what was found and writes it down. What was written by several machines that
 * know nothing of each other can be read and added up as well.
 *
 * <p>{@link dev.sitefailover.search.report.SearchFiles} writes,
 * {@link dev.sitefailover.search.report.SearchReport} is what {@code explore.json} says.
 */
@NullMarked
package dev.sitefailover.search.report;

import org.jspecify.annotations.NullMarked;

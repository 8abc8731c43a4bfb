/**
 * Reports and information packages as files: text, JSON, JUnit XML, HTML and iCalendar.
 *
 * <p>Each renderer is a function from the model to text, so the same model gives the same bytes. A template engine was
 * rejected: it would have been the largest dependency, for pages whose hard part is escaping and drawing.
 */
@NullMarked
package dev.sitefailover.rehearsal.report;

import org.jspecify.annotations.NullMarked;

/**
 * Documents that people write and files that people read: what is said about one that cannot be used.
 *
 * <p>A room of its own, because rundowns are not the only such documents, and whoever writes one is told of its errors in
 * the same words and with the same strictness. How a document is read, in the package {@code document.yaml}, and
 * how files are written, in {@code document.files}, is not exported: it serves this library's readers and reports and
 * changes with them.
 */
@NullMarked
package dev.sitefailover.document;

import org.jspecify.annotations.NullMarked;

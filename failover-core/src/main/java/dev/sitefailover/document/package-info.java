/**
 * Documents that people write: what is said about one that cannot be used.
 *
 * <p>A room of its own, because rundowns are not the only such documents, and whoever writes one is told of its errors in
 * the same words and with the same strictness. How a document is read, in the package {@code document.yaml}, is not
 * exported: it serves the readers of this library and changes with them.
 */
@NullMarked
package dev.sitefailover.document;

import org.jspecify.annotations.NullMarked;

/**
 * Writes files so that whoever reads them finds each either as it was or whole. Not exported.
 */
@NullMarked
package dev.sitefailover.document.files;

import org.jspecify.annotations.NullMarked;

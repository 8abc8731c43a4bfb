/** A rundown rehearsed from code, as a test suite would. */
@NullMarked
package dev.sitefailover.examples.e06_rehearse;

import org.jspecify.annotations.NullMarked;

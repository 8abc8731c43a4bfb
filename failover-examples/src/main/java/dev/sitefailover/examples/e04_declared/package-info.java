/** The operator holds automatic moves and declares one, which waits for the promotion. */
@NullMarked
package dev.sitefailover.examples.e04_declared;

import org.jspecify.annotations.NullMarked;

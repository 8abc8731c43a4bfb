/**
 * A soak: the engine as it ships against two real sites that are killed and stopped at random, for as long as wanted, and
 * an account at the end of every submission that was acknowledged.
 */
@NullMarked
package dev.sitefailover.examples.standin.soak;

import org.jspecify.annotations.NullMarked;

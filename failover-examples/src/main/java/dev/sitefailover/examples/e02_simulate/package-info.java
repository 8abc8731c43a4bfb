/** A crash and a promotion under virtual time: half an hour of practice in milliseconds. */
@NullMarked
package dev.sitefailover.examples.e02_simulate;

import org.jspecify.annotations.NullMarked;

/** The hold model on loops of events under virtual time: this library's, the class library's queue, and the peers'. */
@NullMarked
package dev.sitefailover.examples.bench.kernel;

import org.jspecify.annotations.NullMarked;

/** Other libraries as subjects of the benchmarks; on the tests' class path alone. */
@NullMarked
package dev.sitefailover.examples.bench.peers;

import org.jspecify.annotations.NullMarked;

/** What stands between a gateway and its site on every call, when all is well: this library, resilience4j, the peers. */
@NullMarked
package dev.sitefailover.examples.bench.hotpath;

import org.jspecify.annotations.NullMarked;

/** The benchmarks for JMH: the same subjects as those of the bench commands, by the harness everybody knows. */
@NullMarked
package dev.sitefailover.examples.bench.jmh;

import org.jspecify.annotations.NullMarked;

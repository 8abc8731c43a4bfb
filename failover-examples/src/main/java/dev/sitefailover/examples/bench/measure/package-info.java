/**
 * Measures short operations side by side: every subject in Java machines of its own, in turns with the others, so that
 * no subject's code is compiled for another's calls and whatever else the machine does falls on all alike. The tests'
 * class path has JMH benchmarks over the very same subjects; this here prints one table of ratios from the runnable jar.
 */
@NullMarked
package dev.sitefailover.examples.bench.measure;

import org.jspecify.annotations.NullMarked;

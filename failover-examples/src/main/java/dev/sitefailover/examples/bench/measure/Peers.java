package dev.sitefailover.examples.bench.measure;

import java.util.List;

/**
 * Other libraries to be measured beside this one, found by {@link java.util.ServiceLoader}. None are in the runnable jar:
 * they come with the class path of the benchmarks.
 */
public interface Peers {

    /** Those that take part in a contest; none is an empty list. */
    List<Subject> of(String contest);
}

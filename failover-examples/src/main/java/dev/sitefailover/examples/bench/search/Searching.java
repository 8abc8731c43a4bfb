package dev.sitefailover.examples.bench.search;

import dev.sitefailover.examples.bench.measure.Work;
import dev.sitefailover.search.Search;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;

/** Runs one seed after the other; an operation is a run. */
final class Searching implements Work {
    /** So many at least, lest two threads wait for each other's last run most of the time. */
    private static final long PIECE = 256;

    private final Search search;
    private long next = 1;

    Searching(Search search) {
        this.search = search;
    }

    @Override
    public long run(long times) {
        long last = next + Math.max(times, PIECE) - 1;
        SearchResult result = search.run(SeedRange.of(next, last));
        if (result.violations() > 0) {
            throw new IllegalStateException("the search found " + result.found());
        }
        long done = last - next + 1;
        next = last + 1;
        return done;
    }
}

package dev.sitefailover.search;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a search found, or a part of one on one machine of many. Immutable, plain data. Results of different seeds add up
 * to what one search of all of them finds, in any order; only {@code elapsed} depends on the machine.
 *
 * @param seeds what was run, in order, ranges that touch joined
 * @param operations calls and probes of all runs
 * @param elapsed real time; that of the slowest part, since parts run side by side
 * @param found the violations by seed; of every invariant those of the lowest seeds, {@link #MOST_FOUND} at most, so that
 *     what many seeds break does not hide what few do
 * @param byInvariant how many seeds broke which invariant first; all of them
 * @param coverage what client systems went through
 */
public record SearchResult(
        List<SeedRange> seeds,
        long operations,
        Duration elapsed,
        List<Found> found,
        Map<String, Long> byInvariant,
        Coverage coverage)
        implements Serializable {

    /** Of one invariant; nobody reads more. */
    public static final int MOST_FOUND = 100;

    /** Nothing was run. */
    public static final SearchResult NONE =
            new SearchResult(List.of(), 0, Duration.ZERO, List.of(), Map.of(), Coverage.NONE);

    public SearchResult {
        seeds = SeedRange.joined(seeds);
        List<Found> lowest = new ArrayList<>(found);
        lowest.sort(Comparator.comparingLong(Found::seed));
        Map<String, Integer> kept = new TreeMap<>();
        lowest.removeIf(each -> kept.merge(each.violation().invariant(), 1, Integer::sum) > MOST_FOUND);
        found = List.copyOf(lowest);
        byInvariant = Collections.unmodifiableMap(new TreeMap<>(byInvariant));
    }

    /** How many scenarios were run. */
    public long runs() {
        return seeds.stream().mapToLong(SeedRange::size).sum();
    }

    /** How many seeds broke an invariant. */
    public long violations() {
        return byInvariant.values().stream().mapToLong(Long::longValue).sum();
    }

    /** 0 when no time has passed. */
    public double runsPerSecond() {
        return elapsed.isZero() ? 0 : runs() * 1e9 / elapsed.toNanos();
    }

    /** Both together; no seed may be in both. */
    public SearchResult plus(SearchResult other) {
        List<SeedRange> ranges = new ArrayList<>(seeds);
        ranges.addAll(other.seeds);
        List<Found> all = new ArrayList<>(found);
        all.addAll(other.found);
        Map<String, Long> counts = new TreeMap<>(byInvariant);
        other.byInvariant.forEach((invariant, count) -> counts.merge(invariant, count, Long::sum));
        return new SearchResult(
                ranges,
                operations + other.operations,
                elapsed.compareTo(other.elapsed) > 0 ? elapsed : other.elapsed,
                all,
                counts,
                coverage.plus(other.coverage));
    }
}

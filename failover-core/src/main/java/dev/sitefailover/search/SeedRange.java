package dev.sitefailover.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Seeds in a row: what one machine of a campaign gets. Immutable, plain data.
 *
 * @param from the first
 * @param to the last; {@code from} or more
 */
public record SeedRange(long from, long to) implements Serializable, Comparable<SeedRange> {

    public SeedRange {
        if (to < from || to - from < 0 || to - from == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a range of seeds must be from <= to and shorter than 2^63, was " + from + " to " + to);
        }
    }

    public static SeedRange of(long from, long to) {
        return new SeedRange(from, to);
    }

    /** How many. */
    public long size() {
        return to - from + 1;
    }

    /** In that many parts of about the same size, in order; fewer when there are not so many seeds. */
    public List<SeedRange> split(int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("parts must be >= 1, was " + parts);
        }
        List<SeedRange> split = new ArrayList<>();
        long next = from;
        for (int left = parts; left > 0; left--) {
            long remaining = to - next + 1;
            long size = (remaining + left - 1) / left;
            if (size > 0) {
                split.add(new SeedRange(next, next + size - 1));
                next += size;
            }
        }
        return split;
    }

    @Override
    public int compareTo(SeedRange other) {
        int order = Long.compare(from, other.from);
        return order == 0 ? Long.compare(to, other.to) : order;
    }

    /** In order and with those that touch joined. */
    static List<SeedRange> joined(List<SeedRange> ranges) {
        List<SeedRange> joined = new ArrayList<>();
        ranges.stream().sorted().forEach(range -> {
            SeedRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && range.from <= last.to) {
                throw new IllegalArgumentException("seeds were run twice: " + last + " and " + range);
            }
            if (last != null && range.from - 1 == last.to) {
                joined.set(joined.size() - 1, new SeedRange(last.from, range.to));
            } else {
                joined.add(range);
            }
        });
        return List.copyOf(joined);
    }

    @Override
    public String toString() {
        return from + ".." + to;
    }
}

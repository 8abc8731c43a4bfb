package dev.sitefailover.examples.standin;

import java.util.List;

/**
 * One participant's submissions at one site.
 *
 * @param applied the numbers applied, purged ones included, as ranges in ascending order that do not touch
 * @param twice how many effects were repeated
 * @param held how many have not been purged
 */
public record StandInBooks(List<Range> applied, long twice, long held) {

    public StandInBooks {
        applied = List.copyOf(applied);
    }

    /** Whether that number was applied. */
    public boolean contains(long number) {
        int low = 0;
        int high = applied.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = applied.get(middle);
            if (number < range.from()) {
                high = middle - 1;
            } else if (number > range.to()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** How many numbers were applied. */
    public long count() {
        return applied.stream()
                .mapToLong(range -> range.to() - range.from() + 1)
                .sum();
    }

    /**
     * Some numbers in a row.
     *
     * @param from the first
     * @param to the last, included
     */
    public record Range(long from, long to) {}
}

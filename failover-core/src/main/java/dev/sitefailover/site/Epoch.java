package dev.sitefailover.site;

/**
 * The number of a site assignment. It grows with every switchover and fences what belongs to an older one: a late
 * answer or probe that carries an older epoch changes nothing. Only the switch authority mints epochs.
 *
 * @param number 0 for {@link #NONE}, else 1 or more
 */
public record Epoch(long number) implements Comparable<Epoch> {

    /** Before the first assignment. */
    public static final Epoch NONE = new Epoch(0);

    public Epoch {
        if (number < 0) {
            throw new IllegalArgumentException("epoch number must be >= 0, was " + number);
        }
    }

    /** The epoch after this one. */
    public Epoch next() {
        return new Epoch(number + 1);
    }

    public boolean isAfter(Epoch other) {
        return number > other.number;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}

package dev.sitefailover.search;

/**
 * A number that is drawn, each with the same likelihood. Immutable.
 *
 * @param least 0 or more
 * @param most {@code least} or more
 */
public record Range(int least, int most) {

    public Range {
        if (least < 0 || most < least) {
            throw new IllegalArgumentException("a range must be 0 <= least <= most, was " + least + " to " + most);
        }
    }

    public static Range of(int least, int most) {
        return new Range(least, most);
    }

    /** Always that one. */
    public static Range of(int only) {
        return new Range(only, only);
    }
}

package dev.sitefailover.examples.standin;

/**
 * Which site was opened last, and the how-manieth time that happened: it fences what an older one sends.
 *
 * @param number 0 before a site has ever opened or copied one that did
 * @param holder the site that was opened; decides between two opened apart under the same number
 */
record Promotion(long number, String holder) implements Comparable<Promotion> {
    static final Promotion NONE = new Promotion(0, "");

    /** What a site has that is open from the start. */
    static final Promotion FIRST = new Promotion(1, "");

    Promotion next(String site) {
        return new Promotion(number + 1, site);
    }

    @Override
    public int compareTo(Promotion other) {
        return number != other.number ? Long.compare(number, other.number) : holder.compareTo(other.holder);
    }

    @Override
    public String toString() {
        return number + (holder.isEmpty() ? "" : " of " + holder);
    }
}

package dev.sitefailover.policy;

/**
 * From when on a site may be chosen. A limit in time and not a veto, so that another site can be chosen meanwhile and
 * every limit ends. Immutable.
 *
 * @param notBefore the runtime's nanoseconds; {@link Situation#LONG_AGO} for at any time
 * @param why the reason for the limit; empty without one
 */
public record Eligibility(long notBefore, String why) {
    private static final Eligibility ANY_TIME = new Eligibility(Situation.LONG_AGO, "");

    /** No limit. */
    public static Eligibility anyTime() {
        return ANY_TIME;
    }

    /** A limit. */
    public static Eligibility notBefore(long nanos, String why) {
        return new Eligibility(nanos, why);
    }

    public boolean allows(long now) {
        return now >= notBefore;
    }

    /** The stricter of two limits. */
    public Eligibility and(Eligibility other) {
        return other.notBefore > notBefore ? other : this;
    }
}

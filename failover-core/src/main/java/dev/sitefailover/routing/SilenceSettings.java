package dev.sitefailover.routing;

import java.time.Duration;

/**
 * When a site that calls go to is suspected because it falls silent: calls are outstanding and none completes. At half
 * the threshold the site is probed at once; a silence that reaches the threshold while that probe is not answered
 * either means that the site is lost. The probe has a quarter of the threshold at least. Immutable.
 *
 * <p>The threshold is the largest of {@code limit}, {@code gaps} times the 99th percentile of the site's own recent
 * gaps between two answers, and one and a half times the longest recent silence that turned out to be harmless (at most four times
 * {@code limit}), so that a site whose garbage collector stops it now and then is not left for that. Time during which
 * this very process stood still does not count. With fewer calls outstanding, or before enough have been answered in
 * this epoch, there is no telling silence from slowness, and probes alone decide.
 *
 * @param limit no shorter silence means anything; zero turns the watch off. Default: six tenths of the probe interval,
 *     so that who probes often is told soon
 * @param outstanding so many calls must be outstanding; 1 or more, default 4
 * @param answers so many calls must have been answered since the site was activated; 1 or more, default 20
 * @param gaps how many times a usual gap between two answers a silence must last; 1 or more, default 8
 */
public record SilenceSettings(Duration limit, int outstanding, int answers, double gaps) {

    /** The probe interval times this is the default limit. */
    private static final double SHARE_OF_INTERVAL = 0.6;

    public SilenceSettings {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("silence limit must be >= 0, was " + limit);
        }
        atLeastOne("outstanding", outstanding);
        atLeastOne("answers", answers);
        if (!(gaps >= 1 && gaps < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("silence gaps must be finite and >= 1, was " + gaps);
        }
    }

    /** The watch is off: probes, deadlines and the breaker decide. */
    public static SilenceSettings off() {
        return of(Duration.ZERO);
    }

    /** With that limit and the other defaults. */
    public static SilenceSettings of(Duration limit) {
        return new SilenceSettings(limit, 4, 20, 8);
    }

    /** The defaults for sites that are probed so often. */
    public static SilenceSettings forProbesEvery(Duration interval) {
        return of(Duration.ofNanos((long) (interval.toNanos() * SHARE_OF_INTERVAL)));
    }

    public SilenceSettings withLimit(Duration newLimit) {
        return new SilenceSettings(newLimit, outstanding, answers, gaps);
    }

    public SilenceSettings withOutstanding(int calls) {
        return new SilenceSettings(limit, calls, answers, gaps);
    }

    boolean isOff() {
        return limit.isZero();
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("silence " + field + " must be >= 1, was " + value);
        }
    }
}

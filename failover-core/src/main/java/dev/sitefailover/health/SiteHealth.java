package dev.sitefailover.health;

import dev.sitefailover.site.Health;

/**
 * What is known of one site after some answers. Immutable and pure: {@link #observe} returns the next one.
 *
 * <p>Two questions are answered apart, each with its own thresholds: does the site answer (STANDBY or better), and does
 * it serve. A question's answer turns round after {@code rise} contrary answers in a row upwards, {@code fall}
 * downwards. So a mixed streak ends where all its members agree: SERVING, then STANDBY, DOWN, STANDBY is three times
 * not serving but never three times silent, hence STANDBY. While nothing is known, one answer decides for SERVING or
 * STANDBY, and {@code fall} failures in a row for DOWN.
 *
 * @param health the present verdict
 * @param sinceNanos when the verdict became so, in the runtime's nanoseconds
 * @param contraryAnswering how many answers in a row contradict "it answers" (or "it does not")
 * @param contraryServing how many answers in a row contradict "it serves" (or "it does not")
 * @param settings the thresholds
 */
public record SiteHealth(
        Health health, long sinceNanos, int contraryAnswering, int contraryServing, ProbeSettings settings) {

    /** Nothing is known yet. */
    public static SiteHealth unknown(ProbeSettings settings, long nowNanos) {
        return new SiteHealth(Health.UNKNOWN, nowNanos, 0, 0, settings);
    }

    /** A verdict with no contrary answer so far. */
    public static SiteHealth of(Health health, long sinceNanos) {
        return new SiteHealth(health, sinceNanos, 0, 0, ProbeSettings.defaults());
    }

    /** The runtime's nanoseconds at which the verdict became what it is. */
    public long since() {
        return sinceNanos;
    }

    public boolean isServing() {
        return health == Health.SERVING;
    }

    /** What is known after one more answer; {@code this} when the answer changes nothing. */
    public SiteHealth observe(ProbeResult result, long nowNanos) {
        Health seen = result.health();
        if (seen == health && contraryAnswering == 0 && contraryServing == 0) {
            return this;
        }
        if (health == Health.UNKNOWN) {
            return observeFirst(seen, nowNanos);
        }
        boolean answers = health != Health.DOWN;
        boolean serves = health == Health.SERVING;
        int nextAnswering = (seen != Health.DOWN) == answers ? 0 : contraryAnswering + 1;
        int nextServing = (seen == Health.SERVING) == serves ? 0 : contraryServing + 1;
        boolean answersNow = answers != (nextAnswering >= (answers ? settings.fall() : settings.rise()));
        boolean servesNow = serves != (nextServing >= (serves ? settings.fall() : settings.rise()));
        Health next = servesNow ? Health.SERVING : answersNow ? Health.STANDBY : Health.DOWN;
        if (next == health) {
            return new SiteHealth(health, sinceNanos, nextAnswering, nextServing, settings);
        }
        // A question that has just turned round starts from nothing; the other keeps its count.
        return new SiteHealth(
                next,
                nowNanos,
                answersNow == answers ? nextAnswering : 0,
                servesNow == serves ? nextServing : 0,
                settings);
    }

    /** Known to be lost by more than its probes: DOWN at once, without waiting for {@code fall} answers. */
    SiteHealth lost(long nowNanos) {
        return health == Health.DOWN ? this : new SiteHealth(Health.DOWN, nowNanos, 0, 0, settings);
    }

    private SiteHealth observeFirst(Health seen, long nowNanos) {
        if (seen != Health.DOWN) {
            return new SiteHealth(seen, nowNanos, 0, 0, settings);
        }
        int failures = contraryAnswering + 1;
        return failures >= settings.fall()
                ? new SiteHealth(Health.DOWN, nowNanos, 0, 0, settings)
                : new SiteHealth(Health.UNKNOWN, sinceNanos, failures, 0, settings);
    }
}

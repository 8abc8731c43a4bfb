package dev.sitefailover.monitoring;

import dev.sitefailover.SiteStatus;
import javax.management.ConstructorParameters;

/**
 * One site in the table that {@link FailoverMXBean} shows. Immutable; no record, because JMX wants getters. No name begins with
 * an i: the JDK looks names up in the case rules of the default locale, and in Turkish none of them would be found.
 */
public final class SiteRow {
    private final String address;
    private final String health;
    private final double forSeconds;
    private final String breaker;
    private final boolean callsFailing;
    private final boolean assigned;
    private final boolean routed;

    @ConstructorParameters({"address", "health", "forSeconds", "breaker", "callsFailing", "assigned", "routed"})
    public SiteRow(
            String address,
            String health,
            double forSeconds,
            String breaker,
            boolean callsFailing,
            boolean assigned,
            boolean routed) {
        this.address = address;
        this.health = health;
        this.forSeconds = forSeconds;
        this.breaker = breaker;
        this.callsFailing = callsFailing;
        this.assigned = assigned;
        this.routed = routed;
    }

    static SiteRow of(SiteStatus site) {
        return new SiteRow(
                site.site().address().toString(),
                site.health().name(),
                site.since().toMillis() / 1000.0,
                site.breaker().name(),
                site.impaired(),
                site.assigned(),
                site.routed());
    }

    public String getAddress() {
        return address;
    }

    /** The probes' verdict: UNKNOWN, DOWN, STANDBY or SERVING. */
    public String getHealth() {
        return health;
    }

    /** How long it has been so. */
    public double getForSeconds() {
        return forSeconds;
    }

    /** What calls made of it: CLOSED (calls pass), OPEN or HALF_OPEN. */
    public String getBreaker() {
        return breaker;
    }

    /** Calls fail there although probes pass. */
    public boolean isCallsFailing() {
        return callsFailing;
    }

    public boolean isAssigned() {
        return assigned;
    }

    public boolean isRouted() {
        return routed;
    }
}

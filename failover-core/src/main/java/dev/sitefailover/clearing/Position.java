package dev.sitefailover.clearing;

import dev.sitefailover.site.Health;

/** What the organiser has made of a site; {@link Health} is what a client knows of it. */
public enum Position {
    /** Reachable and closed for business until promoted. */
    STANDBY(Health.STANDBY),
    /** Open for business. */
    SERVING(Health.SERVING);

    private final Health health;

    Position(Health health) {
        this.health = health;
    }

    /** The health a probe that reached the site in this position reports. */
    public Health health() {
        return health;
    }
}

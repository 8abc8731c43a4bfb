package dev.sitefailover.health;

import dev.sitefailover.site.Site;

/**
 * Told of every answer that counted, one at a time and in order per site, outside any lock. It must be quick; what it
 * throws is logged and harms nobody.
 */
@FunctionalInterface
public interface ProbeListener {

    /**
     * An answer was taken in.
     *
     * @param before what was known until now
     * @param after what is known now; the same object when the answer changed nothing
     * @param nowNanos the runtime's time at which it was taken in
     */
    void probed(Site site, SiteHealth before, SiteHealth after, ProbeResult result, long nowNanos);
}

package dev.sitefailover.control;

import dev.sitefailover.control.SwitchEvent.Aim;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;

/** What is to be begun. */
record Intent(
        Aim aim,
        Site site,
        boolean forced,
        boolean declared,
        String reason,
        List<Long> requests,
        long retryUntil,
        Duration drainFor) {

    /** Calls are to go to the assigned site: no failover, and nobody is asked. */
    static Intent attach(Draft d) {
        return new Intent(
                Aim.ATTACH, d.assigned, false, false, d.assigned + " serves", List.of(), d.now, Duration.ZERO);
    }

    /** The policy wants another site. */
    static Intent follow(Draft d, Site to, boolean forced, String reason) {
        return new Intent(Aim.MOVE, to, forced, false, reason, List.of(), d.now, d.settings.drain());
    }

    /** Calls are to go nowhere: the site is closed or dead, and there is no other. */
    static Intent detach(Draft d, String reason) {
        return new Intent(Aim.DETACH, d.assigned, true, false, reason, List.of(), d.now, d.settings.drain());
    }
}

package dev.sitefailover.search;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.search.Happening.Ended;
import dev.sitefailover.search.Happening.Switched;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What epochs are for. */
final class EpochWatch {
    private static final int NO_SITE = -1;

    private EpochWatch() {}

    static Watch sites(World world) {
        int[][] siteOf = new int[world.gateways().size()][];
        return happening -> {
            if (happening instanceof Switched switched) {
                return switched.event() instanceof SwitchEvent.Published published
                        ? routed(world, siteOf, switched.gateway(), published.site(), published.epoch())
                        : null;
            }
            Ended ended = (Ended) happening;
            return ended.outcome() instanceof Answered<?> answered
                    ? routed(world, siteOf, ended.gateway(), answered.site(), answered.epoch())
                    : null;
        };
    }

    private static @Nullable String routed(World world, int[][] siteOf, int gateway, Site site, Epoch epoch) {
        int number = (int) epoch.number();
        int[] known = siteOf[gateway];
        if (known == null || number >= known.length) {
            int before = known == null ? 0 : known.length;
            known = known == null ? new int[Math.max(8, number + 1)] : Arrays.copyOf(known, 2 * number + 1);
            Arrays.fill(known, before, known.length, NO_SITE);
            siteOf[gateway] = known;
        }
        int index = world.indexOf(site);
        if (known[number] != NO_SITE && known[number] != index) {
            return world.gateway(gateway).participant() + " is at " + site + " in epoch " + epoch
                    + ", which is an epoch of " + world.sites().get(known[number]);
        }
        known[number] = index;
        return null;
    }

    static Watch order(World world) {
        long[] granted = new long[world.gateways().size()];
        long[] routed = new long[world.gateways().size()];
        return happening -> {
            Switched switched = (Switched) happening;
            int gateway = switched.gateway();
            if (switched.event() instanceof SwitchEvent.Granted grant) {
                long epoch = grant.epoch().number();
                if (epoch <= granted[gateway]) {
                    return world.gateway(gateway).participant() + " was granted epoch " + epoch + " after epoch "
                            + granted[gateway];
                }
                granted[gateway] = epoch;
            } else if (switched.event() instanceof SwitchEvent.Published published) {
                long epoch = published.epoch().number();
                if (epoch < routed[gateway]) {
                    return world.gateway(gateway).participant() + " went back from epoch " + routed[gateway] + " to "
                            + epoch;
                }
                routed[gateway] = epoch;
            }
            return null;
        };
    }
}

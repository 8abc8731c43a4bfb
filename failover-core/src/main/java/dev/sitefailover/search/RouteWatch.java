package dev.sitefailover.search;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.search.Happening.Sent;
import dev.sitefailover.search.Happening.Switched;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * Business goes where the route points. A client system tells of a move a moment after it made it, at the same instant of
 * the run: a request that seems to go astray is judged when that instant is over.
 */
final class RouteWatch implements Watch {
    private static final int NOWHERE = -1;

    private final World world;
    private final long[] withdrawnAt;
    private final int[] stray;
    private final long[] strayAt;

    RouteWatch(World world) {
        this.world = world;
        int gateways = world.gateways().size();
        this.withdrawnAt = new long[gateways];
        this.stray = new int[gateways];
        this.strayAt = new long[gateways];
        for (int i = 0; i < gateways; i++) {
            withdrawnAt[i] = -1;
            stray[i] = NOWHERE;
        }
    }

    @Override
    public @Nullable String after(Happening happening) {
        if (happening instanceof Switched switched) {
            told(switched.gateway(), switched.event());
        }
        for (int i = 0; i < stray.length; i++) {
            if (stray[i] != NOWHERE && world.now() > strayAt[i]) {
                return wrong(world.gateway(i), stray[i]);
            }
        }
        if (happening instanceof Sent sent) {
            sent(sent.gateway(), sent.site());
        }
        return null;
    }

    private void told(int gateway, SwitchEvent event) {
        if (event instanceof SwitchEvent.Withdrawn) {
            withdrawnAt[gateway] = world.now();
        } else if (event instanceof SwitchEvent.Published published
                && strayAt[gateway] == world.now()
                && stray[gateway] == world.indexOf(published.site())) {
            stray[gateway] = NOWHERE;
        }
    }

    private void sent(int gateway, int site) {
        GatewayView view = world.gateway(gateway);
        Site routed = view.routed();
        Site last = view.lastRouted();
        boolean justLeft =
                routed == null && last != null && withdrawnAt[gateway] == world.now() && world.indexOf(last) == site;
        boolean there = routed != null && world.indexOf(routed) == site;
        if (!there && !justLeft) {
            stray[gateway] = site;
            strayAt[gateway] = world.now();
        }
    }

    private String wrong(GatewayView gateway, int site) {
        return gateway.participant() + " sent a request to " + world.sites().get(site) + ", and its calls go to "
                + (gateway.routed() == null ? "nowhere" : gateway.routed());
    }
}

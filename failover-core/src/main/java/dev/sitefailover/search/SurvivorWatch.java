package dev.sitefailover.search;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.search.Happening.Calm;
import dev.sitefailover.search.Happening.Switched;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** In calm everybody is where they should be. */
final class SurvivorWatch implements Watch {
    private final World world;
    private final boolean automatic;
    /** Until when a gateway may avoid a site because calls failed there, by gateway and site. */
    private final long[][] avoidsUntil;

    SurvivorWatch(World world) {
        this.world = world;
        this.automatic = world.scenario().client().failover() == Mode.AUTOMATIC;
        this.avoidsUntil = new long[world.gateways().size()][world.sites().size()];
    }

    @Override
    public @Nullable String after(Happening happening) {
        if (happening instanceof Switched switched) {
            avoided(switched);
            return null;
        }
        if (!(happening instanceof Calm)) {
            return null;
        }
        SiteCondition[] conditions = new SiteCondition[world.sites().size()];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = world.condition(i);
        }
        if (!Arrays.asList(conditions).contains(SiteCondition.SOUND)) {
            return null;
        }
        long settling = world.scenario().settling().toNanos();
        for (GatewayView gateway : world.gateways()) {
            boolean held = gateway.heldUntil() > world.now() - settling;
            String wrong = held ? null : misplaced(gateway, conditions, settling);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /** A site where calls fail, from when that is known and from when it is left. */
    private void avoided(Switched switched) {
        Site site = null;
        if (switched.event() instanceof SwitchEvent.ImpairmentChanged change) {
            site = change.site();
        } else if (switched.event() instanceof SwitchEvent.Decided) {
            site = world.gateway(switched.gateway()).lastRouted();
        }
        if (site != null) {
            avoidsUntil[switched.gateway()][world.indexOf(site)] =
                    world.now() + SwitchSettings.defaults().avoidImpaired().toNanos();
        }
    }

    private @Nullable String misplaced(GatewayView gateway, SiteCondition[] conditions, long settling) {
        Site routed = gateway.routed();
        if (isOnItsWay(world, gateway)) {
            return null;
        }
        if (!automatic) {
            Site wanted = gateway.wanted();
            boolean sound = conditions[world.indexOf(wanted)] == SiteCondition.SOUND;
            return sound && (routed == null || !routed.id().equals(wanted.id()))
                    ? gateway.participant() + " belongs to " + wanted + ", which is sound, and its calls go to "
                            + routed
                    : null;
        }
        if (routed == null) {
            return gateway.participant() + " has nowhere to go although " + sound(conditions) + " is sound";
        }
        SiteCondition here = conditions[world.indexOf(routed)];
        boolean lost = here == SiteCondition.USELESS
                || (here == SiteCondition.GRAY
                        && Arrays.stream(conditions)
                                        .filter(SurvivorWatch::isTempting)
                                        .count()
                                == 1
                        && noticed(world.scenario().client()) <= Math.min(settling, world.now() - gateway.routedSince())
                        && hasChoice(avoidsUntil[gateway.index()], conditions, world.now() - settling));
        return lost
                ? gateway.participant() + " is still at " + routed + ", which is " + here + ", although "
                        + sound(conditions) + " is sound"
                : null;
    }

    /** Between two sites, and not for too long: a site that comes and goes, or a return by choice, is reason enough. */
    private static boolean isOnItsWay(World world, GatewayView gateway) {
        long bound = world.timing().followBound().toNanos();
        return gateway.routed() == null && world.now() - gateway.routedSince() <= bound;
    }

    private String sound(SiteCondition[] conditions) {
        return world.sites()
                .get(Arrays.asList(conditions).indexOf(SiteCondition.SOUND))
                .id();
    }

    /** Probes pass and calls may not succeed: every such site may be tried, one after the other. */
    private static boolean isTempting(SiteCondition condition) {
        return condition == SiteCondition.GRAY || condition == SiteCondition.AILING;
    }

    /** Whether a sound site was not to be avoided any more by then. */
    private static boolean hasChoice(long[] avoidsUntil, SiteCondition[] conditions, long by) {
        for (int i = 0; i < conditions.length; i++) {
            if (conditions[i] == SiteCondition.SOUND && avoidsUntil[i] <= by) {
                return true;
            }
        }
        return false;
    }

    /** From calls beginning to fail, where probes pass, to being elsewhere. */
    private long noticed(ClientSettings client) {
        Workload workload = world.scenario().workload();
        double perSecond = workload.enquiries() + workload.submissions();
        double opens = (GuardSettings.DEFAULT.failuresInARow() + 1) / perSecond * 1e9;
        return (long) opens
                + client.callTimeout().toNanos()
                + FailoverTiming.sum(world.timing().switching()).toNanos();
    }

    /** At the very end: routed to a site that serves, and answered since everything settled. */
    static @Nullable String converged(World world) {
        boolean automatic = world.scenario().client().failover() == Mode.AUTOMATIC;
        long settled = world.now() - world.scenario().client().callTimeout().toNanos();
        for (GatewayView gateway : world.gateways()) {
            boolean soundWhereItBelongs = world.condition(world.indexOf(gateway.wanted())) == SiteCondition.SOUND;
            if (gateway.heldUntil() > world.now() - world.scenario().settling().toNanos()
                    || (!automatic && !soundWhereItBelongs)) {
                continue;
            }
            Site routed = gateway.routed();
            if (isOnItsWay(world, gateway)) {
                continue;
            }
            if (routed == null || world.condition(world.indexOf(routed)) != SiteCondition.SOUND) {
                return gateway.participant() + " is at " + routed + " long after everything was healed";
            }
            if (gateway.answeredAt() < settled) {
                return gateway.participant() + " is at " + routed + " and has had no answer since "
                        + Duration.ofNanos(gateway.answeredAt());
            }
        }
        return null;
    }
}

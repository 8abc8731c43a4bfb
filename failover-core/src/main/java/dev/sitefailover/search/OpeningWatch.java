package dev.sitefailover.search;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.fault.StaleDns;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.search.Happening.Switched;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.simulation.SimulatedSite;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** When which site was open for business, by the organiser's own knowledge. */
final class OpeningWatch {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final World world;
    private final boolean[] open;
    private final long[] openedAt;
    private final long[] closedAt;
    /** How long it had been closed when it opened last. */
    private final long[] closedFor;

    private final boolean namesGoStale;

    private final IntPredicate isOpen;

    private OpeningWatch(World world, IntPredicate isOpen) {
        this.world = world;
        this.isOpen = isOpen;
        int sites = world.sites().size();
        this.open = new boolean[sites];
        this.openedAt = new long[sites];
        this.closedAt = new long[sites];
        this.closedFor = new long[sites];
        Arrays.fill(closedAt, NEVER);
        Arrays.fill(openedAt, NEVER);
        this.namesGoStale = world.scenario().acts().stream()
                .anyMatch(act ->
                        act instanceof Act.Inflict inflict && inflict.fault().fault() instanceof StaleDns);
        look();
    }

    private void look() {
        for (int i = 0; i < open.length; i++) {
            boolean now = isOpen.test(i);
            if (now && !open[i]) {
                openedAt[i] = world.now();
                closedFor[i] = closedAt[i] == NEVER ? Long.MAX_VALUE : world.now() - closedAt[i];
            } else if (!now && open[i]) {
                closedAt[i] = world.now();
            }
            open[i] = now;
        }
    }

    static Watch verification(World world) {
        OpeningWatch watch = new OpeningWatch(world, i -> {
            SimulatedSite site = world.sites().get(i);
            return site.position() == Position.SERVING && !site.isCrashed();
        });
        ClientSettings.Probe probe = world.scenario().client().probe();
        // the verification's own bound; after a loss that calls told of, a probe of the latest round will do
        Duration verify = SwitchSettings.defaults().verify();
        long allowed = probe.interval()
                .plus(probe.timeout())
                .plus(verify.compareTo(probe.timeout()) > 0 ? verify : probe.timeout())
                .toNanos();
        return happening -> {
            if (!(happening instanceof Switched switched)) {
                watch.look();
                return null;
            }
            if (!(switched.event() instanceof SwitchEvent.Published published) || watch.namesGoStale) {
                return null;
            }
            int site = world.indexOf(published.site());
            if (watch.open[site] || world.now() - watch.closedAt[site] <= allowed) {
                return null;
            }
            return world.gateway(switched.gateway()).participant() + " sends its calls to " + published.site()
                    + ", which "
                    + (watch.closedAt[site] == NEVER
                            ? "was never open"
                            : "closed " + Duration.ofNanos(world.now() - watch.closedAt[site]) + " ago");
        };
    }

    /** What is wrong when calls begin to go to a site that has not just said that it serves. */
    static @Nullable String unverified(World world, Switched switched) {
        if (!(switched.event() instanceof SwitchEvent.Published published)) {
            return null;
        }
        ClientSettings.Probe probe = world.scenario().client().probe();
        Duration verify = SwitchSettings.defaults().verify();
        // one answer under way, which may take its time, and the one of the round before
        Duration round = probe.interval().plus(probe.timeout());
        Duration allowed = round.compareTo(verify) > 0 ? round : verify;
        GatewayView gateway = world.gateway(switched.gateway());
        long askedAt = gateway.foundServing(world.indexOf(published.site()));
        if (askedAt >= 0 && world.now() - askedAt <= allowed.toNanos()) {
            return null;
        }
        return gateway.participant() + " sends its calls to " + published.site() + ", which "
                + (askedAt < 0
                        ? "has never said that it serves"
                        : "said that it serves when it was asked " + Duration.ofNanos(world.now() - askedAt) + " ago");
    }

    /** A site that no probe reaches is as good as closed: its stable time begins when one may. */
    static Watch stability(World world) {
        OpeningWatch watch = new OpeningWatch(world, i -> world.condition(i) != SiteCondition.USELESS);
        long noticed = FailoverTiming.sum(world.timing().detection()).toNanos();
        long stable = world.scenario().client().stableFor().toNanos();
        return happening -> {
            if (!(happening instanceof Switched switched)) {
                watch.look();
                return null;
            }
            return switched.event() instanceof SwitchEvent.Decided decided
                    ? watch.hasty(decided, noticed, stable)
                    : null;
        };
    }

    private @Nullable String hasty(SwitchEvent.Decided decided, long noticed, long stable) {
        if (decided.declared() || decided.forced() || decided.aim() != SwitchEvent.Aim.MOVE || namesGoStale) {
            return null;
        }
        int site = world.indexOf(decided.site());
        long openFor = world.now() - openedAt[site];
        return open[site] && closedFor[site] > noticed && openFor < stable
                ? "a return to " + decided.site() + " by choice, which is open for " + Duration.ofNanos(openFor)
                        + " only, not for " + Duration.ofNanos(stable)
                : null;
    }
}

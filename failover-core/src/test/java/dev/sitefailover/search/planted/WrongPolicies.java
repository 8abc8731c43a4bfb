package dev.sitefailover.search.planted;

import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.policy.Damping;
import dev.sitefailover.policy.Decision;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.search.Wiring;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Client systems that decide wrongly when to move. */
final class WrongPolicies {
    private WrongPolicies() {}

    /** Whatever site was left is not gone to for that long, also when it is the only one left. */
    static ClientSystem gracePeriodLocksOutTheSurvivor(Duration grace) {
        return ClientSystem.siteFailover(
                wiring -> wiring.builder().policy(new GracePeriod(wiring.policy(), grace.toNanos())));
    }

    private static final class GracePeriod implements FailoverPolicy {
        private final FailoverPolicy base;
        private final long grace;
        private final Map<String, Long> lockedUntil = new LinkedHashMap<>();
        private @Nullable String at;

        GracePeriod(FailoverPolicy base, long grace) {
            this.base = base;
            this.grace = grace;
        }

        @Override
        public Decision decide(Situation situation) {
            String now = situation.assigned().id();
            String before = at;
            if (before != null && !before.equals(now)) {
                lockedUntil.put(before, situation.now() + grace);
            }
            at = now;
            Decision decision = base.decide(situation);
            if (decision instanceof Decision.Move move) {
                Long until = lockedUntil.get(move.to().id());
                if (until != null && situation.now() < until) {
                    return Decision.stayUntil(until, move.to() + " is in its grace period");
                }
            }
            return decision;
        }
    }

    /** Once no site serves, the primary has to come back first. */
    static ClientSystem recoveryOnlyThroughThePrimary() {
        return ClientSystem.siteFailover(wiring -> wiring.builder().policy(new ThroughThePrimary(wiring.policy())));
    }

    private static final class ThroughThePrimary implements FailoverPolicy {
        private final FailoverPolicy base;
        private boolean waiting;

        ThroughThePrimary(FailoverPolicy base) {
            this.base = base;
        }

        @Override
        public Decision decide(Situation situation) {
            if (situation.sites().get(0).isServing()) {
                waiting = false;
            } else if (situation.sites().stream().noneMatch(Situation.SiteView::isServing)) {
                waiting = true;
            }
            return waiting ? Decision.stay("waiting for the primary") : base.decide(situation);
        }
    }

    /** A site that fails is left only when it has failed for that long: it may have been a blip. */
    static ClientSystem aLossIsWaitedOut(Duration delay) {
        return ClientSystem.siteFailover(wiring -> {
            FailoverPolicy right = wiring.policy();
            return wiring.builder().policy(situation -> {
                long from = situation.active().since() + delay.toNanos();
                boolean blip = !situation.active().isServing() && situation.now() < from;
                return blip ? Decision.stayUntil(from, "it may be a blip") : right.decide(situation);
            });
        });
    }

    /** Back to the primary as soon as it answers. */
    static ClientSystem failbackWithoutAStablePeriod() {
        return ClientSystem.siteFailover(wiring -> isAutomatic(wiring)
                ? wiring.builder().policy(FailoverPolicy.automatic(Failback.automatic(Duration.ZERO)))
                : wiring.builder());
    }

    private static boolean isAutomatic(Wiring wiring) {
        return wiring.settings().failover() == Mode.AUTOMATIC
                && wiring.settings().failback() == Mode.AUTOMATIC;
    }

    /** Every reason to move is followed, however often one comes. */
    static ClientSystem electiveMovesAreNotDamped() {
        Damping none = new Damping(Duration.ZERO, 1, Duration.ZERO);
        return ClientSystem.siteFailover(
                wiring -> wiring.builder().switching(SwitchSettings.defaults().withDamping(none)));
    }

    /** Failover and failback are automatic whatever the settings say. */
    static ClientSystem theDeclaredModeIsIgnored() {
        return ClientSystem.siteFailover(wiring -> wiring.builder()
                .policy(FailoverPolicy.automatic(
                        Failback.automatic(wiring.settings().stableFor()))));
    }

    /** The breaker judges no fewer calls than a busy service makes in a second, and so never those of a quiet one. */
    static ClientSystem theBreakerNeverOpensAtLowTraffic() {
        GuardSettings busy = GuardSettings.DEFAULT.withWindow(1000, 1000, 10).withFailuresInARow(Integer.MAX_VALUE);
        return ClientSystem.siteFailover(wiring -> wiring.builder().breaker(busy));
    }

    /** A restart begins at the first host of the list, as if nothing had happened. */
    static ClientSystem aRestartBeginsAtThePrimary() {
        return ClientSystem.siteFailover(
                wiring -> wiring.builder().startAt(wiring.sites().get(0).id()));
    }
}

package dev.sitefailover.search.planted;

import dev.sitefailover.authority.SwitchAuthority;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.site.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Client systems whose time, epochs or operator's orders are not what they should be. */
final class WrongFoundations {
    private static final ClientSystem ENGINE = ClientSystem.siteFailover();

    private WrongFoundations() {}

    /** Durations are measured by the wall clock. */
    static ClientSystem timeIsTakenFromTheWallClock() {
        return ClientSystem.siteFailover(wiring -> wiring.builder().runtime(new WallClock(wiring.runtime())));
    }

    private static final class WallClock implements EngineRuntime {
        private final EngineRuntime right;
        private final Instant origin;

        WallClock(EngineRuntime right) {
            this.right = right;
            this.origin = right.instant().minusNanos(right.nanoTime());
        }

        @Override
        public long nanoTime() {
            return Duration.between(origin, right.instant()).toNanos();
        }

        @Override
        public Instant instant() {
            return right.instant();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return right.schedule(delayNanos, task);
        }

        @Override
        public Executor executor() {
            return right.executor();
        }

        @Override
        public Chance chance(String stream) {
            return right.chance(stream);
        }
    }

    /** Epochs are counted by whoever claims them, from what it remembers: a restart counts from the beginning. */
    static ClientSystem anEpochIsGrantedTwice() {
        SwitchAuthority forgetful = claim ->
                CompletableFuture.completedFuture(new Epoch(claim.last().number() + 1));
        return ClientSystem.siteFailover(wiring -> wiring.builder().authority(forgetful));
    }

    /** The authority knows of one assignment and grants it again and again. */
    static ClientSystem oneEpochForAll() {
        SwitchAuthority stuck = claim -> CompletableFuture.completedFuture(new Epoch(1));
        return ClientSystem.siteFailover(wiring -> wiring.builder().authority(stuck));
    }

    /** The operator's hold is taken note of, and nothing else. */
    static ClientSystem theHoldIsIgnored() {
        return wiring -> new Around(ENGINE.start(wiring)) {
            @Override
            public void hold(Duration lasting) {}
        };
    }

    /** A hold lasts until somebody remembers it. */
    static ClientSystem theHoldNeverExpires() {
        return wiring -> new Around(ENGINE.start(wiring)) {
            @Override
            public void hold(Duration lasting) {
                super.hold(Duration.ofDays(1));
            }
        };
    }
}

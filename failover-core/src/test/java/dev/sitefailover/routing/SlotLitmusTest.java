package dev.sitefailover.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The two places where one side stores and then loads what the other side stored, and neither has a fence: that one of
 * them sees the other holds because the side that is not a call waits. Two threads meet there so many times.
 */
@Timeout(60)
class SlotLitmusTest {
    private static final int ROUNDS = 300;

    private final Site site = Site.of("a");
    private final Route<Site> route =
            new Route<>(site, Epoch.NONE, site, new Guard("a", GuardSettings.DEFAULT, VirtualTime.create()));
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean left;
    private volatile boolean looked;

    private Slot<Site> slot() {
        return new Slot<>(Thread.currentThread(), route, new Beat(0, SilenceSettings.off()), 0);
    }

    /** Both threads begin a round within some nanoseconds of each other. */
    private void meet(int round, int delay) {
        turn.incrementAndGet();
        for (int spins = 0; turn.get() < 2 * round; spins++) {
            spin(spins);
        }
        for (int i = 0; i < delay; i++) {
            Thread.onSpinWait();
        }
    }

    /** Where there are fewer processors than threads, the other one needs this one's. */
    @SuppressWarnings("ThreadPriorityCheck") // only so that it is sooner over
    private static void spin(int spins) {
        if (spins < 1_000) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private static void grace(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    private static void both(Runnable one, Runnable other) throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            one.run();
            failed.countDown();
        });
        thread.start();
        other.run();
        thread.join();
        assertThat(failed.getCount()).as("the other thread came to its end").isZero();
    }

    /** How often a call was neither turned away nor seen. */
    private int missed(long grace, int rounds) throws InterruptedException {
        Slot<Site> slot = slot();
        boolean[] entered = new boolean[1];
        AtomicInteger missed = new AtomicInteger();
        both(
                () -> {
                    for (int round = 1; round <= rounds; round++) {
                        meet(2 * round - 1, round % 7);
                        slot.begin(slot.call() + 1, round, 1, true);
                        entered[0] = !left;
                        for (int spins = 0; entered[0] && !looked; spins++) {
                            spin(spins);
                        }
                        slot.leave(slot.call());
                        meet(2 * round, 0);
                    }
                },
                () -> {
                    for (int round = 1; round <= rounds; round++) {
                        meet(2 * round - 1, round % 5);
                        left = true;
                        grace(grace);
                        boolean seen = slot.outstanding() >= 0;
                        looked = true;
                        meet(2 * round, 0);
                        if (entered[0] && !seen) {
                            missed.incrementAndGet();
                        }
                        left = false;
                        looked = false;
                    }
                });
        return missed.get();
    }

    /** How often a call left without noticing that it was claimed, and was taken for one that had not left. */
    private int struck(long grace, int rounds) throws InterruptedException {
        Slot<Site> slot = slot();
        boolean[] noticed = new boolean[1];
        AtomicInteger struck = new AtomicInteger();
        both(
                () -> {
                    for (int round = 1; round <= rounds; round++) {
                        slot.begin(slot.call() + 1, round, 1, true);
                        meet(2 * round - 1, round % 7);
                        noticed[0] = !slot.leave(slot.call());
                        meet(2 * round, 0);
                    }
                },
                () -> {
                    for (int round = 1; round <= rounds; round++) {
                        meet(2 * round - 1, round % 5);
                        long call = 2L * round - 1;
                        slot.claim(call);
                        grace(grace);
                        boolean inside = slot.outstanding() == call;
                        meet(2 * round, 0);
                        if (inside && !noticed[0]) {
                            struck.incrementAndGet();
                        }
                    }
                });
        return struck.get();
    }

    @Test
    void aCallThatEntersIsTurnedAwayOrSeenAGraceLater() throws Exception {
        assertThat(missed(Slot.GRACE, ROUNDS)).isZero();
    }

    @Test
    void aCallThatLeavesNoticesTheClaimOrIsSeenToHaveLeftAGraceLater() throws Exception {
        assertThat(struck(Slot.GRACE, ROUNDS)).isZero();
    }
}

package dev.sitefailover.guard;

import dev.sitefailover.simulation.Trace;
import dev.sitefailover.simulation.TraceType;
import dev.sitefailover.simulation.VirtualTime;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Prints what the innermost operations cost here and now; asserts nothing about time. */
class KernelCostTest {
    private static final int ROUNDS = 6;
    private static final TraceType SENT = TraceType.of("sent");
    private static final TraceType ANSWERED = TraceType.of("answered");

    private interface Body {
        long run();
    }

    private static void print(String what, Body body) {
        double best = Double.MAX_VALUE;
        double bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = allocated();
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long operations = body.run();
            best = Math.min(
                    best,
                    (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / (double) operations);
            bytes = (allocated() - allocated) / (double) operations;
        }
        System.out.printf(Locale.ROOT, "cost  %-46s %7.1f ns  %6.1f B%n", what, best, bytes);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static long holding(int pending) {
        VirtualTime time = VirtualTime.create();
        Runnable[] again = new Runnable[1];
        long[] state = {1};
        again[0] = () -> {
            state[0] = state[0] * 6364136223846793005L + 1442695040888963407L;
            time.schedule((state[0] >>> 44) + 1, again[0]);
        };
        for (int i = 0; i < pending; i++) {
            again[0].run();
        }
        long operations = 1_000_000;
        while (time.eventsRun() < operations) {
            time.runUntil(time.nanoTime() + 100_000);
        }
        return time.eventsRun();
    }

    @Test
    void printsTheCostOfEvents() {
        print("schedule + run, 10 pending", () -> holding(10));
        print("schedule + run, 100 pending", () -> holding(100));
        print("schedule + run, 10,000 pending", () -> holding(10_000));
        print("schedule + cancel (timeout never reached)", () -> {
            VirtualTime time = VirtualTime.create();
            for (int i = 0; i < 1_000_000; i++) {
                time.schedule(2_000_000_000L, () -> {}).cancel();
                time.runUntil(time.nanoTime() + 1_000);
            }
            return 1_000_000;
        });
    }

    @Test
    void printsTheCostOfTheTrace() {
        print("trace.record, numeric", () -> {
            Trace trace = new Trace(VirtualTime.create());
            for (int i = 0; i < 1_000_000; i++) {
                trace.record((i & 1) == 0 ? SENT : ANSWERED, i & 7, i, 0);
            }
            trace.digest();
            return 1_000_000;
        });
    }

    @Test
    void printsTheCostOfTheGuard() {
        print("guard admit + succeeded", () -> {
            Guard guard = new Guard("primary", GuardSettings.DEFAULT, VirtualTime.create());
            for (int i = 0; i < 1_000_000; i++) {
                guard.succeeded(guard.admit(), i);
            }
            return 1_000_000;
        });
    }

    @Test
    void printsWhatAParticipantCostsToMake() {
        print("virtual time + trace + two guards, made", () -> {
            List<Object> kept = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                VirtualTime time = VirtualTime.create();
                Trace trace = new Trace(time);
                trace.record(SENT, 1, 2, 3);
                kept.add(trace);
                kept.add(new Guard("primary", GuardSettings.DEFAULT, time));
                kept.add(new Guard("secondary", GuardSettings.DEFAULT, time));
            }
            return kept.size() / 3;
        });
    }
}

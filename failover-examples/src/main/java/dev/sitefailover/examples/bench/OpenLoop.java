package dev.sitefailover.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Calls at a fixed rate, whether or not the ones before were answered, so that a slow answer delays nobody but itself.
 * Latency counts from when a call was due, so that a client that stalls cannot hide it.
 */
final class OpenLoop {
    private final Contender contender;
    private final long every;
    private final List<Call> calls = new ArrayList<>();

    OpenLoop(Contender contender, int perSecond) {
        this.contender = contender;
        this.every = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** One call and what became of it. */
    static final class Call {
        final long due;
        private volatile long ended;
        private volatile @Nullable String site;
        private volatile boolean failed;

        Call(long due) {
            this.due = due;
        }

        void end(@Nullable String answeredBy) {
            site = answeredBy;
            failed = answeredBy == null;
            ended = System.nanoTime();
        }

        boolean hasEnded() {
            return ended != 0;
        }

        long endedAt() {
            return ended;
        }

        double millis() {
            return (ended - due) / 1e6;
        }

        boolean isFailed() {
            return failed;
        }

        boolean isAnsweredBy(String id) {
            return id.equals(site);
        }
    }

    /** Calls until then, in the runtime's nanoseconds; the calls made are added to the list. */
    List<Call> run(long until) {
        calls.clear();
        long number = 0;
        for (long due = System.nanoTime(); due - until < 0; due += every) {
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            Call call = new Call(due);
            calls.add(call);
            start(call, number++);
        }
        return List.copyOf(calls);
    }

    private void start(Call call, long number) {
        try {
            CompletionStage<String> stage = contender.call(number);
            var unused = stage.whenComplete((site, error) -> call.end(error == null ? site : null));
        } catch (RuntimeException e) {
            call.end(null);
        }
    }

    /** Waits until all have ended, so long at most; false when some have not. */
    static boolean await(List<Call> calls, long nanos) {
        long limit = System.nanoTime() + nanos;
        for (Call call : calls) {
            while (!call.hasEnded()) {
                if (System.nanoTime() - limit > 0) {
                    return false;
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
        return true;
    }
}

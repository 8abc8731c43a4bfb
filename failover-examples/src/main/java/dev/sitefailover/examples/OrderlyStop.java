package dev.sitefailover.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, SIGTERM and the end of the terminal ask a live run to stop in an orderly way, with the report so far; a second
 * one ends the program at once. By way of the JDK's own signal handling; where that is not to be had, the program's end waits for the report.
 */
final class OrderlyStop implements AutoCloseable {
    private static final int KILLED = 130;
    private static final long PATIENCE_SECONDS = 60;
    /** One stop may arrive as several signals: to the program and to its group. */
    private static final long TWICE_NANOS = 1_000_000_000L;

    private final PrintWriter err;
    /** Each puts back what a signal did before. */
    private final List<Runnable> before = new ArrayList<>();

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitEnd, "orderly-stop");
    private volatile long askedAt;
    private volatile boolean asked;

    private OrderlyStop(PrintWriter err) {
        this.err = err;
    }

    static OrderlyStop onSignals(PrintWriter err) {
        OrderlyStop stop = new OrderlyStop(err);
        stop.handle("HUP"); // where there is no such thing, a terminal's end is no signal
        if (!stop.handle("INT") || !stop.handle("TERM")) {
            Runtime.getRuntime().addShutdownHook(stop.hook);
        }
        return stop;
    }

    boolean isAsked() {
        return asked;
    }

    private void ask() {
        long now = System.nanoTime();
        if (asked) {
            if (now - askedAt > TWICE_NANOS) {
                Runtime.getRuntime().halt(KILLED);
            }
            return;
        }
        askedAt = now;
        asked = true;
        err.println("\nstopping; the report so far will be written (once more: stop at once)");
        err.flush();
    }

    private boolean handle(String signal) {
        Optional<Runnable> restoring = JdkSignals.on(signal, this::ask);
        restoring.ifPresent(before::add);
        return restoring.isPresent();
    }

    private void awaitEnd() {
        ask();
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        before.forEach(Runnable::run);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the machine is going down already
        }
    }
}

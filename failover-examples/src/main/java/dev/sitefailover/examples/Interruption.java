package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.report.TraceFile;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C in the middle of a run: the half-written file goes, and the user is told that there is no report. */
final class Interruption implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread hook;

    private Interruption(PrintWriter err, TraceFile trace) {
        hook = new Thread(
                () -> {
                    if (over.compareAndSet(false, true)) {
                        trace.close();
                        err.println("\ninterrupted: no report was written");
                        err.flush();
                    }
                },
                "interrupted");
    }

    static Interruption of(PrintWriter err, TraceFile trace) {
        Interruption interruption = new Interruption(err, trace);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From here on there is a report. */
    void tooLate() {
        over.set(true);
    }

    /** The run came to its end, well or not. */
    @Override
    public void close() {
        over.set(true);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is going down already.
        }
    }
}

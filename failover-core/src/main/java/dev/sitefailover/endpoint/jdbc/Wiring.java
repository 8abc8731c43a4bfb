package dev.sitefailover.endpoint.jdbc;

import java.util.concurrent.RejectedExecutionException;

/** What all connections of one data source share. */
record Wiring(
        ConnectionSource source,
        ServingQuestion question,
        Watch watch,
        Gate gate,
        Doubts doubts,
        boolean selectsMayWrite) {

    /** On a worker; here when the runtime is closed. */
    void later(Runnable task) {
        try {
            watch.runtime().executor().execute(task);
        } catch (RejectedExecutionException closed) {
            task.run();
        }
    }
}

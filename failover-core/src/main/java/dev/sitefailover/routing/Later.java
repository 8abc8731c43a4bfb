package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.concurrent.RejectedExecutionException;

/** Hands what may run a caller's code to another thread. */
final class Later {
    private Later() {}

    /** On the runtime's executor; here when the runtime is closed, for an outcome is owed all the same. */
    static void run(EngineRuntime runtime, Runnable task) {
        try {
            runtime.executor().execute(task);
        } catch (RejectedExecutionException closed) {
            task.run();
        }
    }
}

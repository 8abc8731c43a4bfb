package dev.sitefailover.examples.standin;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes this Java machine has started; they end with it. */
final class Children {
    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly), "kill-stand-ins"));
    }

    private Children() {}

    static void watch(Process process) {
        LIVING.add(process);
        var unused = process.onExit().thenAccept(gone -> {
            LIVING.remove(gone);
            Signals.gone(gone.pid());
        });
    }

    static void kill(Process process) {
        process.destroyForcibly();
    }
}

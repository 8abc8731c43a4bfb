package dev.sitefailover.routing;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Calls between two attempts. A pause ends after its time, or when there is another site to try. */
final class Pauses {
    private final EngineRuntime runtime;
    private final Set<Pause> pausing = new LinkedHashSet<>();

    Pauses(EngineRuntime runtime) {
        this.runtime = runtime;
    }

    void sit(WaitingRoom.Guest guest, long delayNanos) {
        Pause pause = new Pause(guest);
        synchronized (this) {
            pausing.add(pause);
        }
        // not on the timer's thread: the caller's function and continuation run with it
        runtime.schedule(delayNanos, () -> {
            if (left(pause)) {
                Later.run(runtime, guest::resume);
            }
        });
    }

    /** Everybody who pauses now, in order; their pause is over. */
    synchronized List<WaitingRoom.Guest> leaveAll() {
        List<WaitingRoom.Guest> guests = new ArrayList<>();
        pausing.forEach(pause -> guests.add(pause.guest));
        pausing.clear();
        return guests;
    }

    private synchronized boolean left(Pause pause) {
        return pausing.remove(pause);
    }

    /** By identity: a guest may pause more than once. */
    private static final class Pause {
        private final WaitingRoom.Guest guest;

        Pause(WaitingRoom.Guest guest) {
            this.guest = guest;
        }
    }
}

package dev.sitefailover.routing;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.Tally;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The successes of one deadline list's calls, which the breaker asks for when they matter. Told of each, all threads
 * would write its one window, and two would get less done than one. Guarded by the list.
 */
final class Credit {
    private static final VarHandle COUNTED;

    static {
        try {
            COUNTED = MethodHandles.lookup().findVarHandle(Credit.class, "counted", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable Guard guard;
    private @Nullable Tally tally;
    private long permit = Guard.REFUSED;
    /** The breaker reads it without the list's lock; what must be in it by then happened before. */
    private long counted;

    /** Counts a success and so ends the permit; false when the guard has to be told of it. */
    boolean take(Guard of, long ended) {
        if ((of != guard || ended != permit) && !bind(of, ended)) {
            return false;
        }
        COUNTED.setOpaque(this, counted + 1);
        return true;
    }

    /** Whether successes with that permit are counted here from now on. */
    private boolean bind(Guard to, long ended) {
        if (!to.isAt(ended) || !to.takesTallies()) {
            return false;
        }
        Tally bound = tally;
        if (bound == null || to != guard) {
            if (bound != null && guard != null) {
                guard.close(bound);
            }
            bound = to.tally(() -> (long) COUNTED.getOpaque(this));
            tally = bound;
            guard = to;
        }
        permit = to.bind(bound);
        return permit == ended;
    }
}

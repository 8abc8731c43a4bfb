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
final class Credit extends Spacing {
    private static final VarHandle COUNTED;

    static {
        try {
            COUNTED = MethodHandles.lookup().findVarHandle(Credit.class, "counted", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The breaker reads it without the list's lock; what must be in it by then happened before. */
    private long counted;

    private long permit = Guard.REFUSED;

    @SuppressWarnings("unused") // longs come in this order, before references: the spacing behind them
    private long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

    private @Nullable Guard guard;
    private @Nullable Tally tally;

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

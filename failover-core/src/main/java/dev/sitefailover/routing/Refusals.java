package dev.sitefailover.routing;

import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Calls in a row that found nobody at the site: no connection could be made. Three of them with no answer in between are
 * as good as probes that say so.
 */
final class Refusals {
    private static final int ENOUGH = 3;
    private static final int DEEPEST = 10;

    private final CallTable calls;
    private @Nullable Route<?> at;
    private long answered;
    private int inARow;

    Refusals(CallTable calls) {
        this.calls = calls;
    }

    /** Whether the other side's machine answered that nobody listens there. */
    static boolean isRefused(Throwable error) {
        int depth = 0;
        for (Throwable e = error; e != null && depth < DEEPEST; e = e.getCause(), depth++) {
            if (e instanceof ConnectException) {
                return true;
            }
        }
        return false;
    }

    /** One more; true when they are enough. */
    synchronized boolean add(Route<?> route) {
        Route<?> before = at;
        boolean same = before != null && before.epoch().equals(route.epoch());
        long answers = calls.pulse(route.epoch().number()).answers();
        if (!same || answers != answered) {
            at = route;
            answered = answers;
            inARow = 0;
        }
        inARow++;
        return inARow == ENOUGH;
    }
}

package dev.sitefailover.simulation;

import dev.sitefailover.runtime.Baton;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One of {@link Actors}; whoever has the turn may change it. */
final class Actor {
    final String name;
    Baton.Runner runner = Baton.holder();
    boolean waiting;
    /** Which wait it is: what was to end an earlier one ends no later one. */
    long wait;

    boolean ready;
    boolean over;
    /** Looked at after every event, for those who wait for no stage; null for all others. */
    @Nullable
    BooleanSupplier condition;
    /** When the wait is given up. */
    long until = Long.MAX_VALUE;
    /** What its wait ends with instead of going on. */
    @Nullable
    RuntimeException poison;

    Actor(String name) {
        this.name = name;
    }

    /** It is to wait; returns which wait it is. */
    long begin(@Nullable BooleanSupplier untilItHolds, long atMostUntil) {
        waiting = true;
        condition = untilItHolds;
        until = atMostUntil;
        return ++wait;
    }

    void goOn() {
        waiting = false;
        ready = false;
        condition = null;
    }
}

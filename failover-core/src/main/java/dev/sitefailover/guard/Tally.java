package dev.sitefailover.guard;

import java.util.function.LongSupplier;

/**
 * Successes that one thread counts by itself and the breaker asks for when they matter: before it records a failure.
 * Until then nobody but that thread writes anything.
 */
public final class Tally {
    final LongSupplier successes;
    // guarded by the guard's lock
    long permit = Guard.REFUSED;
    long taken;

    Tally(LongSupplier successes) {
        this.successes = successes;
    }
}

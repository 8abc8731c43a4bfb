package dev.sitefailover.examples.standin.fault;

import dev.sitefailover.fault.Capacity;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.runtime.Chance;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A fault in force, with what it counts. Safe for use by several threads. */
final class PlacedFault {
    final Occurrence occurrence;
    final long placedAt;

    /** When it ends by itself; {@link Long#MAX_VALUE}: when it is lifted. */
    final long endsAt;

    private final Chance chance;

    /** Of a hang: how many requests are still answered. */
    final AtomicLong left;

    /** Of a capacity: the places at work, and how many wait for one. */
    final @Nullable Semaphore places;

    final AtomicInteger waiting = new AtomicInteger();

    PlacedFault(Occurrence occurrence, long now, Chance chance) {
        this.occurrence = occurrence;
        this.placedAt = now;
        this.endsAt = occurrence
                .lasting()
                .map(time -> now + Math.min(time.toNanos(), Long.MAX_VALUE / 4))
                .orElse(Long.MAX_VALUE);
        this.chance = chance;
        this.left = new AtomicLong(fault() instanceof Hang hang ? hang.afterRequests() : 0);
        this.places = fault() instanceof Capacity capacity ? new Semaphore(capacity.concurrent(), true) : null;
    }

    Fault fault() {
        return occurrence.fault();
    }

    boolean isOver(long now) {
        return endsAt != Long.MAX_VALUE && now - endsAt >= 0;
    }

    boolean meets(boolean probe) {
        return probe ? occurrence.affects().probes() : occurrence.affects().business();
    }

    boolean meetsAll() {
        return meets(true) && meets(false);
    }

    synchronized boolean drawn(double p) {
        return chance.chance(p);
    }

    synchronized double drawnLogNormal(double p50, double p99) {
        return chance.logNormal(p50, p99);
    }

    synchronized long drawnBetween(long from, long to) {
        return chance.between(from, to);
    }
}

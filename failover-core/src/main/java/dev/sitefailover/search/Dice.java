package dev.sitefailover.search;

import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws from a stream. */
record Dice(Chance chance) {
    private static final long MILLI = 1_000_000;

    <T> T pick(List<T> from) {
        return from.get((int) chance.below(from.size()));
    }

    int number(Range range) {
        return (int) chance.between(range.least(), range.most());
    }

    boolean happens(double p) {
        return chance.chance(p);
    }

    /** Uniform between them, both included, to the millisecond. */
    Duration time(Duration from, Duration to) {
        return Duration.ofMillis(chance.between(from.toMillis(), Math.max(from.toMillis(), to.toMillis())));
    }

    /** Each doubling as likely as the next. */
    Duration span(Span span) {
        return Duration.ofNanos((long) logarithmic((double) span.shortest().toNanos(), (double)
                        span.longest().toNanos())
                / MILLI
                * MILLI);
    }

    double logarithmic(double least, double most) {
        double from = least + 1;
        double drawn = from * StrictMath.exp(chance.nextDouble() * StrictMath.log((most + 1) / from)) - 1;
        return Math.max(least, Math.min(most, drawn));
    }

    double uniform(double least, double most) {
        return least + chance.nextDouble() * (most - least);
    }

    /** Each with a likelihood of one half, but at least one. */
    <T> List<T> some(List<T> from) {
        List<T> some = new ArrayList<>();
        for (T each : from) {
            if (chance.chance(0.5)) {
                some.add(each);
            }
        }
        if (some.isEmpty() && !from.isEmpty()) {
            some.add(pick(from));
        }
        return some;
    }
}

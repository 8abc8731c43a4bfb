package dev.sitefailover.examples.bench.kernel;

/**
 * The hold model: every event schedules one more, so that as many stay pending as there were at first.
 *
 * <p>The spread of the times is what structures differ in; all of these are asked for.
 */
enum Load {
    /** A second on average, exponentially. */
    EXPONENTIAL {
        @Override
        long delay(Dice dice, long customer, long now) {
            return dice.exponential(SECOND);
        }
    },
    /** Nothing for most of a second, then all within a few microseconds. */
    BURSTY {
        @Override
        long delay(Dice dice, long customer, long now) {
            long at = (now + dice.exponential(SECOND)) / SECOND * SECOND + SECOND + dice.exponential(MICROSECOND);
            return at - now;
        }
    },
    /** All at the same nanosecond, every second. */
    EQUAL {
        @Override
        long delay(Dice dice, long customer, long now) {
            return SECOND;
        }
    },
    /** Half of the events a millisecond ahead, the other half an hour. */
    BIMODAL {
        @Override
        long delay(Dice dice, long customer, long now) {
            return dice.exponential((customer & 1) == 0 ? SECOND / 1_000 : 3_600 * SECOND);
        }
    },
    /** One in ten goes an hour ahead, the others a millisecond. */
    MIXED {
        @Override
        long delay(Dice dice, long customer, long now) {
            return dice.exponential(dice.below(10) > 0 ? SECOND / 1_000 : 3_600 * SECOND);
        }
    },
    /** Exponential, and every event sets a timer of 30 s and cancels the one it set before, as calls do. */
    CANCELLED {
        @Override
        long delay(Dice dice, long customer, long now) {
            return dice.exponential(SECOND);
        }
    };

    private static final long SECOND = 1_000_000_000;
    private static final long MICROSECOND = 1_000;

    /** How far ahead the next event of a customer is. */
    abstract long delay(Dice dice, long customer, long now);
}

package dev.sitefailover.assertj;

import java.time.Duration;

/** Times and numbers as people write them; the same on every machine. */
final class Words {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private Words() {}

    /** Since the start, to the millisecond: {@code 00:10:03.105}. */
    static String clock(long nanos) {
        long millis = Math.max(0, nanos) / MILLI;
        return digits(millis / HOUR, 2) + ":" + digits(millis / MINUTE % 60, 2) + ":" + digits(millis / SECOND % 60, 2)
                + "." + digits(millis % SECOND, 3);
    }

    /** How long: {@code 20 min 2.504 s}; less than a millisecond as ISO-8601. */
    static String duration(Duration duration) {
        if (duration.isNegative() || (!duration.isZero() && duration.toNanos() < MILLI)) {
            return duration.toString();
        }
        long millis = duration.toMillis();
        StringBuilder text = new StringBuilder();
        if (millis >= HOUR) {
            text.append(millis / HOUR).append(" h ");
        }
        if (millis / MINUTE % 60 > 0) {
            text.append(millis / MINUTE % 60).append(" min ");
        }
        long rest = millis % MINUTE;
        if (rest > 0 || text.length() == 0) {
            text.append(rest / SECOND);
            if (rest % SECOND > 0) {
                text.append('.').append(digits(rest % SECOND, 3));
            }
            text.append(" s");
        }
        return text.toString().strip();
    }

    /** {@code once}, {@code twice}, {@code 3 times}. */
    static String times(long count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }

    /** {@code 1 call}, {@code 2 calls}. */
    static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String digits(long value, int least) {
        String text = Long.toString(value);
        return "0".repeat(Math.max(0, least - text.length())) + text;
    }
}

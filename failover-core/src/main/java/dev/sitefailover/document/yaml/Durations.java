package dev.sitefailover.document.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of durations: ISO-8601, days to seconds or weeks, the last component with a fraction. */
public final class Durations {
    private static final String NUMBER = "([0-9]{1,60}(?:[.,][0-9]{1,60})?)";
    private static final Pattern ISO = Pattern.compile("([-+]?)P(?!$)(?:" + NUMBER + "W)?(?:" + NUMBER + "D)?"
            + "(?:T(?!$)(?:" + NUMBER + "H)?(?:" + NUMBER + "M)?(?:" + NUMBER + "S)?)?");
    private static final long[] SECONDS = {7 * 86_400, 86_400, 3_600, 60, 1};
    private static final Pattern CALENDAR = Pattern.compile("[-+]?P[0-9.,]+[YM].*");
    /** Sums of a few of these still fit into a long of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** Zero or longer. */
    public static final Type<Duration> DURATION = atLeast(Duration.ZERO);

    /** For what happens again and again. */
    public static final Type<Duration> PERIOD = atLeast(Duration.ofMillis(1));

    private Durations() {}

    /** So long or longer. */
    public static Type<Duration> atLeast(Duration least) {
        return between(least, LONGEST, "P3650D");
    }

    /**
     * So long or longer, up to the other.
     *
     * @param shown the other as people write it
     */
    public static Type<Duration> between(Duration least, Duration most, String shown) {
        String allowed = "allowed is an ISO-8601 duration from " + least + " to " + shown + ", such as PT5M or PT0.5S";
        return new Type<>(allowed, scalar -> {
            Duration value = parsed(scalar.text());
            if (value.compareTo(least) < 0) {
                throw new Wrong(Shown.quoted(scalar.text()) + (value.isNegative() ? " is negative" : " is too short"));
            }
            if (value.compareTo(most) > 0) {
                throw new Wrong(Shown.quoted(scalar.text()) + " is too long");
            }
            return value;
        });
    }

    private static Duration parsed(String text) throws Wrong {
        // The longest in use has a handful of characters; a long one must not cost time.
        Matcher iso =
                ISO.matcher(text.length() > 120 ? "" : text.replace("T-", "T").replace("P-", "P"));
        if (!iso.matches()) {
            boolean calendar = text.length() <= 120 && CALENDAR.matcher(text).matches();
            throw new Wrong(Shown.quoted(text)
                    + (calendar ? " counts months or years, which are not always as long" : " is not a duration"));
        }
        BigDecimal nanos = BigDecimal.ZERO;
        boolean fraction = false;
        for (int i = 0; i < SECONDS.length; i++) {
            String number = iso.group(i + 2);
            if (number != null) {
                if (fraction) {
                    throw new Wrong(Shown.quoted(text) + " has a fraction before its last component");
                }
                fraction = number.contains(".") || number.contains(",");
                nanos = nanos.add(new BigDecimal(number.replace(',', '.'))
                        .multiply(BigDecimal.valueOf(SECONDS[i]))
                        .movePointRight(9));
            }
        }
        boolean negative = text.contains("-") && nanos.signum() > 0;
        if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            throw new Wrong(Shown.quoted(text) + (negative ? " is negative" : " is too long"));
        }
        try {
            Duration value = Duration.ofNanos(nanos.longValueExact());
            return negative ? value.negated() : value;
        } catch (ArithmeticException e) {
            throw new Wrong(Shown.quoted(text) + " is finer than a nanosecond");
        }
    }
}

package dev.sitefailover.preflight;

import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * How long this JVM keeps the answers of its resolver.
 *
 * @param positive seconds a found address is kept; -1: for ever
 * @param negative seconds a failed lookup is kept; -1: for ever
 */
record NameCache(int positive, int negative) {
    private static final int LONGEST = 60;

    /** What this JVM is set to; the defaults are those of the JDK's networking properties. */
    static NameCache ofThisMachine() {
        return new NameCache(
                setting("networkaddress.cache.ttl", "sun.net.inetaddr.ttl", 30),
                setting("networkaddress.cache.negative.ttl", "sun.net.inetaddr.negative.ttl", 10));
    }

    private static int setting(String security, String system, int otherwise) {
        Integer set = number(Security.getProperty(security));
        if (set == null) {
            set = number(System.getProperty(system));
        }
        return set == null ? otherwise : Math.max(-1, set);
    }

    private static @Nullable Integer number(@Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException ignoredByTheJdkToo) {
            return null;
        }
    }

    Finding finding(String site) {
        String value = "found names kept " + words(positive) + ", failures " + words(negative);
        boolean tooLong = tooLong(positive) || tooLong(negative);
        Finding finding = tooLong
                ? Finding.warn(site, Check.DNS_CACHE, value, advice())
                : Finding.ok(site, Check.DNS_CACHE, value);
        return finding.with("positiveSeconds", (long) positive).with("negativeSeconds", (long) negative);
    }

    private String advice() {
        String property = tooLong(positive) ? "networkaddress.cache.ttl=30" : "networkaddress.cache.negative.ttl=10";
        return "A name that moves is noticed too late: set " + property
                + " in java.security, or with Security.setProperty before the first lookup.";
    }

    private static boolean tooLong(int seconds) {
        return seconds < 0 || seconds > LONGEST;
    }

    private static String words(int seconds) {
        return seconds < 0 ? "for ever" : seconds + " s";
    }
}

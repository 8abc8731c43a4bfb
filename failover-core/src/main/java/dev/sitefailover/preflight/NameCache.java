package dev.sitefailover.preflight;

import dev.sitefailover.endpoint.DnsCachePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the JVM's cache of names means for a site that moves by name. */
final class NameCache {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private NameCache() {}

    static Finding finding(String site, DnsCachePolicy policy) {
        Duration oldest = policy.oldest();
        String value = "found names kept " + words(oldest) + ", failures " + words(policy.negative());
        String advice = "";
        if (isTooLong(oldest)) {
            advice = advice("networkaddress.cache.ttl=30");
        } else if (isTooLong(policy.negative())) {
            advice = advice("networkaddress.cache.negative.ttl=10");
        }
        Finding finding = advice.isEmpty()
                ? Finding.ok(site, Check.DNS_CACHE, value)
                : Finding.warn(site, Check.DNS_CACHE, value, advice);
        return finding.with("positiveSeconds", seconds(oldest)).with("negativeSeconds", seconds(policy.negative()));
    }

    private static String advice(String setting) {
        return "A name that moves is noticed too late: set " + setting
                + " in java.security, or with Security.setProperty before the first lookup.";
    }

    private static boolean isTooLong(@Nullable Duration kept) {
        return kept == null || kept.compareTo(LONGEST) > 0;
    }

    private static String words(@Nullable Duration kept) {
        return kept == null ? "for ever" : kept.toSeconds() + " s";
    }

    private static long seconds(@Nullable Duration kept) {
        return kept == null ? -1 : kept.toSeconds();
    }
}

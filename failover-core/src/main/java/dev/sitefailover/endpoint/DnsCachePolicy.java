package dev.sitefailover.endpoint;

import java.security.Security;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long this JVM keeps answers of its resolver. What the operating system's and the network's resolvers cache comes
 * on top and cannot be seen from here.
 *
 * <p>Source: the networking properties of the Java platform ({@code networkaddress.cache.ttl}, default 30 s; {@code
 * networkaddress.cache.negative.ttl}, default 10 s; {@code networkaddress.cache.stale.ttl} from Java 21 on, default none).
 * The JVM reads them once, at its first lookup: a change after that has no effect, though it is what is shown here.
 *
 * @param positive how long a successful answer is kept; null means for ever
 * @param negative how long a failed one is kept; null means for ever
 * @param stale how long a successful answer is used after that when the resolver does not answer
 */
public record DnsCachePolicy(@Nullable Duration positive, @Nullable Duration negative, Duration stale) {

    /** The policy this JVM is set to. */
    public static DnsCachePolicy ofThisJvm() {
        return new DnsCachePolicy(
                seconds("networkaddress.cache.ttl", "sun.net.inetaddr.ttl", 30),
                seconds("networkaddress.cache.negative.ttl", "sun.net.inetaddr.negative.ttl", 10),
                readStale());
    }

    /** Whether a changed name is never noticed: a site that moves by DNS would not be followed. */
    public boolean cachesForever() {
        return positive == null;
    }

    /** The oldest an answer of the JVM can be at the moment it is given; null means any age. */
    public @Nullable Duration oldest() {
        return positive == null ? null : positive.plus(stale);
    }

    String positiveText() {
        return positive == null ? "the JVM caches names for ever" : "cached by the JVM for up to " + oldest();
    }

    private static Duration readStale() {
        Duration set = Runtime.version().feature() < 21
                ? Duration.ZERO
                : seconds("networkaddress.cache.stale.ttl", "sun.net.inetaddr.stale.ttl", 0);
        return set == null ? Duration.ZERO : set;
    }

    private static @Nullable Duration seconds(String security, String system, int otherwise) {
        Integer value = number(Security.getProperty(security));
        if (value == null) {
            value = number(System.getProperty(system));
        }
        int seconds = value == null ? otherwise : value;
        return seconds < 0 ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable Integer number(@Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException ignoredByTheJvmAsWell) {
            return null;
        }
    }
}

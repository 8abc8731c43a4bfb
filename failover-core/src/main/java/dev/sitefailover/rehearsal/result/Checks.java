package dev.sitefailover.rehearsal.result;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the report's records check of themselves; the messages name field, value and bound. */
final class Checks {
    private Checks() {}

    static void notBlank(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }

    static void notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " must be >= 0, was " + value);
        }
    }

    static void oneOf(String field, Verdict value, Verdict... allowed) {
        List<Verdict> list = Arrays.asList(allowed);
        if (!list.contains(value)) {
            throw new IllegalArgumentException(field + " must be one of " + list + ", was " + value);
        }
    }

    /** Either may be missing; when both are there the first must not come after the second. */
    static void ordered(String first, @Nullable Instant a, String second, @Nullable Instant b) {
        if (a != null && b != null && a.isAfter(b)) {
            throw new IllegalArgumentException(first + " must not be after " + second + ", was " + a + " > " + b);
        }
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

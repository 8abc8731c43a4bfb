package dev.sitefailover.clearing;

import org.jspecify.annotations.Nullable;

/**
 * A rehearsal submission: the one operation that changes something. A site applies a key once, however often it
 * arrives.
 *
 * @param participant who submits
 * @param number unique and ascending per participant, at least 1
 */
public record Submission(String participant, long number) implements ClearingRequest {
    static final String OPERATION = "submit";

    public Submission {
        if (number < 1) {
            throw new IllegalArgumentException("number must be >= 1, was " + number);
        }
    }

    @Override
    public String operation() {
        return OPERATION;
    }

    /** {@code <participant>/<number>}, built when asked for: a site works with the number. */
    @Override
    public String key() {
        return participant + "/" + number;
    }

    /** The submission a key names, or null when the text is not such a key. */
    public static @Nullable Submission ofKey(String key) {
        int slash = key.lastIndexOf('/');
        if (slash < 1) {
            return null;
        }
        try {
            return new Submission(key.substring(0, slash), Long.parseLong(key.substring(slash + 1)));
        } catch (IllegalArgumentException notAKey) {
            return null;
        }
    }
}

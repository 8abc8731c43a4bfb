package dev.sitefailover.clearing;

import static java.util.Objects.requireNonNull;

/**
 * An answer that is not the one asked for.
 *
 * @param status anything but OK
 * @param reason why, in a few words
 */
public record Refusal(Status status, String reason) implements ClearingReply {

    /** The site is on standby. */
    public static final Refusal CLOSED = new Refusal(Status.CLOSED, "not open for business");

    /** The site failed inside. */
    public static final Refusal FAILED = new Refusal(Status.FAILED, "the site failed inside");

    public Refusal {
        requireNonNull(status, "status");
        if (status == Status.OK) {
            throw new IllegalArgumentException("status of a refusal must not be OK");
        }
    }
}

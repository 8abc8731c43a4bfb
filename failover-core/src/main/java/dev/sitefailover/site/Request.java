package dev.sitefailover.site;

import org.jspecify.annotations.Nullable;

/** What is asked of a site. Implementations are immutable. */
public interface Request {

    /** The operation's name, e.g. {@code enquiry}. */
    String operation();

    /** The idempotency key, where the operation has one. */
    default @Nullable String key() {
        return null;
    }

    /** The wire form; simulated sites never ask for it. */
    byte[] body();
}

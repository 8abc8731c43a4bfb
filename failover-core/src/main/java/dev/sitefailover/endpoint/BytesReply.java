package dev.sitefailover.endpoint;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.site.Reply;

/** What a live endpoint returns: the status and the body as it came over the wire. Immutable as long as nobody writes into the body. */
public final class BytesReply implements Reply {
    private static final byte[] NOTHING = {};

    private final Status status;
    private final byte[] body;

    /**
     * A reply of that status and body.
     *
     * @param body not copied; must not be changed any more
     */
    public BytesReply(Status status, byte[] body) {
        this.status = requireNonNull(status, "status");
        this.body = requireNonNull(body, "body");
    }

    /** A reply without a body. */
    public static BytesReply of(Status status) {
        return new BytesReply(status, NOTHING);
    }

    @Override
    public Status status() {
        return status;
    }

    /** Not copied; not to be changed. */
    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}

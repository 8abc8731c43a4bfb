package dev.sitefailover.endpoint.tcp;

import java.net.ProtocolException;

/** The other side speaks, but not this framing. */
final class NotAFrameException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    NotAFrameException(String message) {
        super(message);
    }
}

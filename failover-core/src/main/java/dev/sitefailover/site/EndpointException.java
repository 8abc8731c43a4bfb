package dev.sitefailover.site;

import org.jspecify.annotations.Nullable;

/** A request to an endpoint got no answer; {@link #delivery()} says what that means for sending it again. */
public class EndpointException extends SiteFailoverException {
    private static final long serialVersionUID = 1L;

    private final Delivery delivery;

    /** The stack trace is the cause's: where many requests fail at once, a second one each is time the others wait. */
    public EndpointException(Delivery delivery, String message, @Nullable Throwable cause) {
        super(message, cause, cause == null);
        this.delivery = delivery;
    }

    /** Without a stack trace: cheap enough to be a constant or made per message by a simulation. */
    public EndpointException(Delivery delivery, String message) {
        super(message, null, false);
        this.delivery = delivery;
    }

    public Delivery delivery() {
        return delivery;
    }
}

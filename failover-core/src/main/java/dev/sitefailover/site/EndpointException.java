package dev.sitefailover.site;

import org.jspecify.annotations.Nullable;

/** A request to an endpoint got no answer; {@link #delivery()} says what that means for sending it again. */
public class EndpointException extends SiteFailoverException {
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 10;

    private final Delivery delivery;
    private final boolean keptHere;

    /** The stack trace is the cause's: where many requests fail at once, a second one each is time the others wait. */
    public EndpointException(Delivery delivery, String message, @Nullable Throwable cause) {
        super(message, cause, cause == null);
        this.delivery = delivery;
        this.keptHere = false;
    }

    private EndpointException(String message, @Nullable Throwable cause) {
        super(message, cause, false);
        this.delivery = Delivery.NOT_SENT;
        this.keptHere = true;
    }

    /** Without a stack trace: cheap enough to be a constant or made per message by a simulation. */
    public EndpointException(Delivery delivery, String message) {
        super(message, null, false);
        this.delivery = delivery;
        this.keptHere = false;
    }

    /**
     * A request that was not sent for a reason of this process's own: a queue that is full, a request that cannot be written
     * down, a client that has left its site. It may be sent elsewhere and never counts against the site; a site that could not
     * be connected to is reported with {@link Delivery#NOT_SENT} and one of the constructors.
     */
    public static EndpointException keptHere(String message, @Nullable Throwable cause) {
        return new EndpointException(message, cause);
    }

    /** Whether that error is, or was caused by, a request {@linkplain #keptHere kept here}. */
    public static boolean isKeptHere(Throwable error) {
        Throwable e = error;
        for (int depth = 0; e != null && depth < DEEPEST; depth++, e = e.getCause()) {
            if (e instanceof EndpointException endpoint && endpoint.keptHere) {
                return true;
            }
        }
        return false;
    }

    public Delivery delivery() {
        return delivery;
    }
}

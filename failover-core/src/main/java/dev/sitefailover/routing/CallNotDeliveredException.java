package dev.sitefailover.routing;

import dev.sitefailover.site.SiteFailoverException;
import org.jspecify.annotations.Nullable;

/** A call had no effect that sending it again would double: safe to call again. */
public final class CallNotDeliveredException extends SiteFailoverException {
    private static final long serialVersionUID = 1L;

    CallNotDeliveredException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}

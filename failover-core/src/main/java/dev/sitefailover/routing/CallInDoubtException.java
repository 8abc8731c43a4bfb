package dev.sitefailover.routing;

import dev.sitefailover.site.SiteFailoverException;
import org.jspecify.annotations.Nullable;

/** A once-only call was sent and its outcome is unknown: do not send it again, reconcile it. */
public final class CallInDoubtException extends SiteFailoverException {
    private static final long serialVersionUID = 1L;

    private final transient InDoubtEntry entry;

    CallInDoubtException(InDoubtEntry entry, @Nullable Throwable cause) {
        super("in doubt: " + entry + "; it is in the register until an enquiry settles it", cause);
        this.entry = entry;
    }

    public InDoubtEntry entry() {
        return entry;
    }
}

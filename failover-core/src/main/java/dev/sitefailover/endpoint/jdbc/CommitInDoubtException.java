package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * A commit, or a statement that commits by itself, was sent and its outcome is unknown: it may or may not have taken
 * effect. SQLState 08007. Do not repeat it, find out.
 */
public final class CommitInDoubtException extends SQLNonTransientConnectionException {
    private static final long serialVersionUID = 1L;

    private final transient Site site;
    private final transient Epoch epoch;
    private final transient @Nullable InDoubtEntry entry;

    CommitInDoubtException(
            String what, Site site, Epoch epoch, String why, @Nullable InDoubtEntry entry, @Nullable Throwable cause) {
        super(
                "in doubt: " + what + " sent to site " + site + " in epoch " + epoch
                        + " may or may not have taken effect: "
                        + why
                        + (entry == null
                                ? "; it had no key, so nothing is in the register"
                                : "; it is in the register as "
                                        + entry.operation().name() + " " + entry.key()),
                SqlStates.IN_DOUBT,
                cause);
        this.site = site;
        this.epoch = epoch;
        this.entry = entry;
    }

    public Site site() {
        return site;
    }

    public Epoch epoch() {
        return epoch;
    }

    /** Its entry in the register; null when the transaction had no key. */
    public @Nullable InDoubtEntry entry() {
        return entry;
    }
}

package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Passage;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.SiteFailoverException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the commits in doubt went in doubt. At the very site that was asked to commit, a
 * server may still be working on it: not to find it there proves nothing yet.
 */
final class Doubts {
    private final EngineRuntime runtime;
    private final Duration patience;
    private final Map<String, Long> since = new ConcurrentHashMap<>();

    Doubts(EngineRuntime runtime, Duration patience) {
        this.runtime = runtime;
        this.patience = patience;
    }

    /** Ends the passage of a transaction whose commit went in doubt. */
    InDoubtEntry enter(
            Passage passage, Operation operation, String key, Instant sentAt, String reason, Throwable error) {
        String id = id(operation, key);
        Long now = runtime.nanoTime();
        since.put(id, now); // before the register has it: an enquiry may come at once
        InDoubtEntry entry = passage.doubtful(operation, key, sentAt, reason, error);
        entry.settled().thenRun(() -> since.remove(id, now));
        return entry;
    }

    Reconciler<SiteConnections> reconciler(CommitEnquiry enquiry) {
        return Reconciler.blocking((site, entry) -> {
            try {
                if (site.with(connection -> enquiry.isCommitted(connection, entry.key()))) {
                    return Finding.APPLIED;
                }
            } catch (SQLException e) {
                throw new SiteFailoverException("the enquiry about " + entry.key() + " failed: " + e.getMessage(), e);
            }
            return isOver(site, entry) ? Finding.ABSENT : Finding.UNKNOWN;
        });
    }

    private boolean isOver(SiteConnections at, InDoubtEntry entry) {
        if (!at.site().equals(entry.site())) {
            return true;
        }
        Long when = since.get(id(entry.operation(), entry.key()));
        return when == null
                ? !runtime.instant().isBefore(entry.sentAt().plus(patience)) // it went in doubt before a restart
                : runtime.nanoTime() - when >= patience.toNanos();
    }

    private static String id(Operation operation, String key) {
        return operation.name() + '\u0000' + key;
    }
}

package dev.sitefailover.routing;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A once-only operation that was sent and whose outcome is unknown. Safe for use by several threads. */
public final class InDoubtEntry {
    private final Operation operation;
    private final String key;
    private final Site site;
    private final Epoch epoch;
    private final Instant sentAt;
    private final String reason;
    private final CompletableFuture<Finding> settled = new CompletableFuture<>();
    private volatile boolean sentBefore;

    InDoubtEntry(Operation operation, String key, Site site, Epoch epoch, Instant sentAt, String reason) {
        this.operation = operation;
        this.key = key;
        this.site = site;
        this.epoch = epoch;
        this.sentAt = sentAt;
        this.reason = reason;
    }

    public Operation operation() {
        return operation;
    }

    /** The caller's key, to reconcile by. */
    public String key() {
        return key;
    }

    /** Where it was sent. */
    public Site site() {
        return site;
    }

    /** In which epoch it was sent. */
    public Epoch epoch() {
        return epoch;
    }

    /** When the attempt in doubt was sent, by the wall clock; for records and enquiries. */
    public Instant sentAt() {
        return sentAt;
    }

    /** Why the outcome is unknown. */
    public String reason() {
        return reason;
    }

    /** Completes with {@link Finding#APPLIED} or {@link Finding#ABSENT} once that is known; never exceptionally. */
    public CompletionStage<Finding> settled() {
        return settled.minimalCompletionStage();
    }

    /** Whether that is known by now. */
    public boolean isSettled() {
        return settled.isDone();
    }

    /** Its key was in doubt already when it was sent: the site may know it from then. */
    boolean sentBefore() {
        return sentBefore;
    }

    void markSentBefore() {
        sentBefore = true;
    }

    boolean settle(Finding finding) {
        return settled.complete(finding);
    }

    @Override
    public String toString() {
        return operation.name() + " " + key + " sent to " + site + " in epoch " + epoch + " at " + sentAt + ": "
                + reason;
    }
}

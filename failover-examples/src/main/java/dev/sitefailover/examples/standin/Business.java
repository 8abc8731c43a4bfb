package dev.sitefailover.examples.standin;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.ProductionData;
import dev.sitefailover.clearing.Purged;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.clearing.ReportDownload;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.examples.standin.fault.Faults;
import dev.sitefailover.examples.standin.store.Ledger;
import dev.sitefailover.examples.standin.store.Ranges;
import dev.sitefailover.examples.standin.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Does the site's business, as the simulated site's clerk does; called by many threads, each waits for its answer. */
final class Business {
    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final Standing standing;
    private final Ledger ledger;
    private final Link link;
    private final Feed feed;
    private final Faults faults;
    private @Nullable Watch watch;
    private final Clock clock;
    private final long seed;
    private final int records;

    Business(Standing standing, Ledger ledger, Link link, Feed feed, Faults faults, Clock clock, StandInSpec spec) {
        this.standing = standing;
        this.ledger = ledger;
        this.link = link;
        this.feed = feed;
        this.faults = faults;
        this.clock = clock;
        this.seed = spec.seed();
        this.records = spec.records();
    }

    /** Who notices that this process stood still. */
    void watchedBy(Watch by) {
        watch = by;
    }

    ClearingReply process(ClearingRequest request) {
        awaitCertainty();
        if (request instanceof ProbePing) {
            return new Pong(faults.name(), standing.position());
        } else if (request instanceof Greeting) {
            return new Greeted(faults.name(), standing.position())
                    .in(Greeted.TEST)
                    .at(clock.instant().plus(faults.skew()));
        } else if (!standing.enter()) {
            return Refusal.CLOSED;
        }
        try {
            return whileOpen(request);
        } catch (CompletionException e) {
            // Not written, or written at a site that does not count any more: either way it was not acknowledged.
            String why = e.getCause() instanceof StoreException ? "the site cannot write" : "the site was closed";
            return new Refusal(Refusal.FAILED.status(), Refusal.FAILED.reason() + ": " + why);
        } finally {
            standing.leave();
        }
    }

    /** A process that was stopped must learn whether it still counts before it does business again. */
    private void awaitCertainty() {
        Watch by = watch;
        long doubtful = by == null ? Watch.CERTAIN : by.doubtfulSince();
        if (by != null && doubtful != Watch.CERTAIN && standing.peer() != null) {
            link.awaitSettled(doubtful, SETTLED);
            by.certain(doubtful);
        }
    }

    private ClearingReply whileOpen(ClearingRequest request) {
        String participant = request.participant();
        if (request instanceof Enquiry enquiry) {
            return data().records(participant, enquiry.records());
        } else if (request instanceof Submission submission) {
            return submit(participant, submission.number());
        } else if (request instanceof ReportDownload download) {
            return data().report(participant, download.report());
        } else if (request instanceof FindSubmission find) {
            return new FoundSubmission(find.number(), find(participant, find));
        }
        return new Purged(purge(participant));
    }

    /** A copy for each request: it holds nothing but a seed, and one is not to be shared by threads. */
    private ProductionData data() {
        return ProductionData.seeded(seed, records);
    }

    private Acknowledgement submit(String participant, long number) {
        boolean isNew = ledger.submit(participant, number)
                .thenCompose(added -> link.handOn(participant, number).thenApply(done -> added))
                .join();
        return new Acknowledgement(number, !isNew);
    }

    private Disposition find(String participant, FindSubmission find) {
        boolean mayLack = feed.mayLack(find.sentAt(), clock.instant());
        if (ledger.applied(participant, find.number())) {
            return Disposition.APPLIED;
        }
        return mayLack ? Disposition.UNKNOWN : Disposition.ABSENT;
    }

    private long purge(String participant) {
        link.flush(link.isUp() ? FLUSH : Duration.ZERO);
        Ranges purged = ledger.purge(participant).join();
        link.refresh(FLUSH);
        return purged.size();
    }
}

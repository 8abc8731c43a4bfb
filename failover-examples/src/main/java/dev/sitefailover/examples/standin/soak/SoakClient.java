package dev.sitefailover.examples.standin.soak;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingEndpoint;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.endpoint.Endpoints;
import dev.sitefailover.examples.standin.store.Ranges;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One participant: its engine, its calls, and what it was told of each submission. Safe for use by several threads. */
final class SoakClient implements AutoCloseable {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final Operation SUBMIT = Operation.once("submit");
    private static final Duration CALL = Duration.ofMillis(500);
    private static final ProbeSettings PROBES = new ProbeSettings(Duration.ofMillis(100), Duration.ofMillis(300), 2, 3);

    private final String id;
    private final SiteFailover<Endpoint> engine;
    private final Ranges acknowledged = new Ranges();
    private final Ranges refused = new Ranges();
    private final Ranges absent = new Ranges();
    private final Ranges doubtful = new Ranges();
    private final Counts counts = new Counts();
    private long number;

    /** What became of the calls so far. */
    static final class Counts {
        long sent;
        long answered;
        long failed;
        long inDoubt;
        long foundApplied;
        long foundAbsent;
        long worstNanos;
        final Map<String, Integer> reasons = new TreeMap<>();

        /** Counts why, told in a few words. */
        void failed(Outcome<Reply> outcome) {
            failed++;
            String why = outcome instanceof Outcome.Undelivered<Reply> undelivered
                    ? undelivered.reason()
                    : String.valueOf(outcome);
            String words = why.replaceAll("[0-9]+", "N");
            reasons.merge(words.substring(0, Math.min(100, words.length())), 1, Integer::sum);
        }

        void add(Counts other) {
            sent += other.sent;
            answered += other.answered;
            failed += other.failed;
            inDoubt += other.inDoubt;
            foundApplied += other.foundApplied;
            foundAbsent += other.foundAbsent;
            worstNanos = Math.max(worstNanos, other.worstNanos);
            other.reasons.forEach((why, count) -> reasons.merge(why, count, Integer::sum));
        }
    }

    SoakClient(String id, List<Site> sites, Duration absentAfter, EngineRuntime runtime) {
        this.id = id;
        ProbePing ping = new ProbePing(id);
        HealthProbe<Endpoint> probe = (endpoint, site) -> endpoint.send(ping).handle((reply, error) -> health(reply));
        Reconciler<Endpoint> reconciler = (endpoint, entry) -> {
            Submission submission = Submission.ofKey(entry.key());
            return submission == null
                    ? CompletableFuture.completedFuture(Finding.UNKNOWN)
                    : endpoint.send(new FindSubmission(id, submission.number(), entry.sentAt()))
                            .thenApply(SoakClient::finding);
        };
        this.engine = SiteFailover.using(ClearingEndpoint.over(Endpoints.connector()))
                .runtime(runtime)
                .sites(sites)
                .probe(probe)
                .probing(PROBES)
                .calls(CallSettings.DEFAULT.withTimeout(CALL).withAbsentAfter(absentAfter))
                .reconciler(SUBMIT, reconciler)
                .start();
    }

    private static ProbeResult health(@Nullable Reply reply) {
        if (reply instanceof Pong pong) {
            return pong.position() == Position.SERVING ? ProbeResult.serving() : ProbeResult.standby("not promoted");
        }
        return ProbeResult.down(reply == null ? "no answer" : "status " + reply.status());
    }

    private static Finding finding(Reply reply) {
        if (reply instanceof FoundSubmission found) {
            return Finding.valueOf(found.disposition().name());
        }
        throw new EndpointException(Delivery.REFUSED, "the site answered " + reply.status() + " to an enquiry");
    }

    void enquire() {
        long started = begin();
        Enquiry enquiry = new Enquiry(id, 1);
        var unused = engine.tryCallAsync(ENQUIRY, null, endpoint -> endpoint.send(enquiry))
                .thenAccept(outcome -> ended(
                        started,
                        outcome,
                        outcome instanceof Outcome.Answered<Reply> answered && answered.value() instanceof Records));
    }

    void submit() {
        long started = begin();
        Submission submission;
        synchronized (this) {
            submission = new Submission(id, ++number);
        }
        var unused = engine.tryCallAsync(SUBMIT, submission.key(), endpoint -> endpoint.send(submission))
                .thenAccept(outcome -> submitted(started, submission.number(), outcome));
    }

    private synchronized long begin() {
        counts.sent++;
        return System.nanoTime();
    }

    private synchronized void ended(long started, Outcome<Reply> outcome, boolean answered) {
        counts.worstNanos = Math.max(counts.worstNanos, System.nanoTime() - started);
        if (answered) {
            counts.answered++;
        } else {
            counts.failed(outcome);
        }
    }

    private synchronized void submitted(long started, long which, Outcome<Reply> outcome) {
        if (outcome instanceof Outcome.Doubtful<Reply> doubt) {
            counts.worstNanos = Math.max(counts.worstNanos, System.nanoTime() - started);
            counts.inDoubt++;
            doubtful.add(which);
            var unused = doubt.entry().settled().thenAccept(finding -> settled(which, finding));
            return;
        }
        boolean done =
                outcome instanceof Outcome.Answered<Reply> answered && answered.value() instanceof Acknowledgement;
        ended(started, outcome, done);
        (done ? acknowledged : refused).add(which);
    }

    synchronized void settled(long which, Finding finding) {
        if (finding == Finding.APPLIED) {
            counts.foundApplied++;
            acknowledged.add(which);
            doubtful.remove(which, which);
        } else if (finding == Finding.ABSENT) {
            counts.foundAbsent++;
            absent.add(which);
            doubtful.remove(which, which);
        }
    }

    String id() {
        return id;
    }

    /** Whether every call has its outcome and nothing is in doubt. */
    synchronized boolean isSettled() {
        return doubtful.isEmpty() && counts.sent == counts.answered + counts.failed + counts.inDoubt;
    }

    void reconcile() {
        var unused = engine.reconcile();
    }

    synchronized Ranges acknowledged() {
        return acknowledged.copy();
    }

    synchronized Ranges refused() {
        return refused.copy();
    }

    /** In doubt once, and told to have had no effect. */
    synchronized Ranges absent() {
        return absent.copy();
    }

    synchronized void addTo(Counts all) {
        all.add(counts);
    }

    @Override
    public void close() {
        engine.close();
    }
}

package dev.sitefailover.examples.bench;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.routing.SilenceSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The engine with a ready-made endpoint and calls that are stages. */
final class EngineAsync implements Contender {
    static final String PARTICIPANT = "P001";
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final Operation SUBMIT = Operation.once("submit");
    private static final Enquiry ONE_RECORD = new Enquiry(PARTICIPANT, 1);

    private final EngineRuntime runtime;
    private final SiteFailover<Endpoint> engine;
    private final boolean submits;
    private final Map<Long, CompletionStage<Finding>> doubts = new ConcurrentHashMap<>();

    EngineAsync(
            Connector<Endpoint> connector,
            List<Site> sites,
            EngineRuntime runtime,
            SilenceSettings silence,
            boolean submits) {
        this.runtime = runtime;
        this.submits = submits;
        this.engine = SiteFailover.using(connector)
                .sites(sites)
                .runtime(runtime)
                .probe(probe())
                .probing(FailoverBench.PROBING)
                .silence(silence)
                .callTimeout(FailoverBench.RESPONSE)
                .reconciler(SUBMIT, enquiry())
                .start();
    }

    private static HealthProbe<Endpoint> probe() {
        // the business itself, which keeps the site that is not in use warm as well
        return (endpoint, site) -> endpoint.send(ONE_RECORD)
                .thenApply(reply ->
                        reply instanceof Records ? ProbeResult.serving() : ProbeResult.standby(String.valueOf(reply)));
    }

    private static Reconciler<Endpoint> enquiry() {
        return (endpoint, entry) -> {
            Submission submission = Submission.ofKey(entry.key());
            if (submission == null) {
                return CompletableFuture.completedFuture(Finding.UNKNOWN);
            }
            return endpoint.send(new FindSubmission(PARTICIPANT, submission.number(), entry.sentAt()))
                    .thenApply(reply -> reply instanceof FoundSubmission found
                            ? Finding.valueOf(found.disposition().name())
                            : Finding.UNKNOWN);
        };
    }

    @Override
    public CompletionStage<String> call(long number) {
        Submission submission = new Submission(PARTICIPANT, number + 1);
        CompletionStage<Outcome<Reply>> stage = submits
                ? engine.tryCallAsync(SUBMIT, submission.key(), endpoint -> endpoint.send(submission))
                : engine.tryCallAsync(ENQUIRY, null, endpoint -> endpoint.send(ONE_RECORD));
        return stage.thenApply(this::site);
    }

    private String site(Outcome<Reply> outcome) {
        if (outcome instanceof Doubtful<Reply> doubtful) {
            Submission submission = Submission.ofKey(doubtful.entry().key());
            doubts.put(
                    submission == null ? 0 : submission.number(),
                    doubtful.entry().settled());
        }
        if (outcome instanceof Answered<Reply> answered
                && (answered.value() instanceof Records || answered.value() instanceof Acknowledgement)) {
            return answered.site().id();
        }
        throw new IllegalStateException(outcome.toString());
    }

    /** By number: submissions that went in doubt, and what enquiries found. */
    Map<Long, CompletionStage<Finding>> doubts() {
        return doubts;
    }

    SiteFailover<Endpoint> engine() {
        return engine;
    }

    @Override
    public void ready() {
        try {
            engine.whenRouted().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("no site could be reached: " + engine.status(), e);
        }
    }

    @Override
    public void close() {
        engine.close();
        runtime.close();
    }
}

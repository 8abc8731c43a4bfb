package dev.sitefailover.rehearsal;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.rehearsal.Journal.CallKind;
import dev.sitefailover.rehearsal.Journal.CallResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One participant's client system in one session: the engine under rehearsal, its background calls, and the account of
 * every call. Everything happens in the station's thread of events.
 */
final class ClientSystem implements FailoverListener {
    static final Operation ENQUIRY = Operation.readOnly("enquiry");
    static final Operation GREETING = Operation.readOnly("greeting");
    static final Operation REPORT = Operation.readOnly("report-download");
    static final Operation SUBMISSION = Operation.once("submit");
    static final Operation PURGE = Operation.idempotent("purge");

    final Participant participant;
    final Buckets buckets;
    final MoveLog moves;
    private final EngineRuntime runtime;
    private final Station station;
    private final @Nullable Executor order;
    private final SiteFailover<Endpoint> engine;
    private final List<Site> sites;
    private final Pacer enquiries;
    private final Pacer submissions;
    private final Pacer mover;
    private final Function<Endpoint, CompletionStage<Reply>> oneRecord;
    private final Consumer<Outcome<Reply>> enquired;
    private int step = SwitchoverResult.NO_STEP;
    private boolean hadSuccess;
    private boolean stopped;
    private boolean accountClosed;
    private int submitting;
    private @Nullable Sighting sighting;
    private EngineRuntime.@Nullable Timer declaration;

    /** Waits for a successful call at one site. */
    private record Sighting(String site, CompletableFuture<Void> seen) {}

    ClientSystem(Participant participant, Rundown rundown, String startAt, Buckets buckets) {
        this.participant = participant;
        this.station = participant.station;
        this.runtime = station.runtime();
        this.order = station.order();
        this.buckets = buckets;
        this.moves = new MoveLog(station);
        this.sites = rundown.sites().stream().map(PlannedSite::site).toList();
        ClientSettings client = rundown.client();
        this.engine = SiteFailover.using(station.connector())
                .runtime(station.engineRuntime())
                .sites(sites)
                .startAt(startAt)
                .authority(participant.authority)
                .register(participant.inDoubt)
                .probe(new ParticipantProbe(participant, sites))
                .probing(Timing.probing(client))
                .calls(Timing.calls(client))
                .policy(policy(client))
                .reconciler(SUBMISSION, reconciler(participant.id()))
                .listener(this)
                .start();
        Enquiry enquiry = new Enquiry(participant.id(), 1);
        this.oneRecord = endpoint -> endpoint.send(enquiry);
        this.enquired = outcome -> account(CallKind.ENQUIRY, 0, outcome, runtime.nanoTime());
        this.enquiries = new Pacer(runtime, rundown.workload().enquiries(), this::enquireOnce);
        this.submissions = new Pacer(runtime, rundown.workload().submissions(), this::submitOnce);
        this.mover = new Pacer(runtime, 1, this::enquireOnce);
    }

    private static FailoverPolicy policy(ClientSettings client) {
        Failback failback =
                client.failback() == Mode.AUTOMATIC ? Failback.automatic(client.stableFor()) : Failback.declared();
        return client.failover() == Mode.AUTOMATIC ? FailoverPolicy.automatic(failback) : FailoverPolicy.declared();
    }

    private static Reconciler<Endpoint> reconciler(String id) {
        return (endpoint, entry) -> {
            Submission submission = Submission.ofKey(entry.key());
            if (submission == null) {
                return CompletableFuture.completedFuture(Finding.UNKNOWN);
            }
            return endpoint.send(new FindSubmission(id, submission.number(), entry.sentAt()))
                    .thenApply(ClientSystem::finding);
        };
    }

    private static Finding finding(Reply reply) {
        if (reply instanceof FoundSubmission found) {
            return switch (found.disposition()) {
                case APPLIED -> Finding.APPLIED;
                case ABSENT -> Finding.ABSENT;
                case UNKNOWN -> Finding.UNKNOWN;
            };
        }
        throw new EndpointException(Delivery.REFUSED, "the site answered " + reply.status() + " to an enquiry");
    }

    // -- life

    /**
     * Starts the background calls; the first enquiry goes out at once and knocks until somebody answers.
     *
     * @param quietAfter background calls end then, early enough for each to have its outcome before the session ends;
     *     null when that is not known yet
     */
    void begin(@Nullable Duration quietAfter) {
        enquiries.start("workload/enquiries");
        submissions.start("workload/submissions");
        knock();
        if (quietAfter != null) {
            runtime.schedule(quietAfter, this::quieten);
        }
    }

    private void knock() {
        if (!hadSuccess && !stopped) {
            enquireOnce();
            runtime.schedule(1_000_000_000L, this::knock);
        }
    }

    boolean hadSuccess() {
        return hadSuccess;
    }

    /** No new background calls; those under way go on. */
    void quieten() {
        enquiries.stop();
        submissions.stop();
    }

    /** Clean-up: no new background submissions until the session ends. */
    void stopSubmissions() {
        submissions.stop();
    }

    int submitting() {
        return submitting;
    }

    EngineRuntime runtime() {
        return runtime;
    }

    /** The organiser's word, that long from now, that business goes on there; who is there already ignores it. */
    void declare(Duration after, String target, SwitchRequest request) {
        declaration = runtime.schedule(
                after, () -> inOrder(engine.switchTo(target, request)).thenAccept(outcome -> station.journal()
                        .explain("declared-move", target + ": " + outcome.kind() + " " + outcome.detail())));
    }

    /** What the organiser has not said yet is not said any more. */
    private void callOff() {
        EngineRuntime.Timer pending = declaration;
        if (pending != null) {
            pending.cancel();
            declaration = null;
        }
    }

    /** Before the window ends: what is in doubt is enquired about once more. */
    void lastEnquiry() {
        if (!participant.inDoubt.isEmpty()) {
            engine.reconcile();
        }
    }

    CompletionStage<Void> stop() {
        quieten();
        mover.stop();
        callOff();
        stopped = true;
        return engine.closeAsync(Duration.ZERO);
    }

    /** Whether every call has had its outcome. */
    boolean isAccountedFor() {
        Participant.Tally tally = participant.tally;
        return tally.sent == tally.succeeded + tally.failed + tally.inDoubt;
    }

    /** Nothing is counted any more; a call whose outcome was not waited for has failed. */
    void closeAccount() {
        Participant.Tally tally = participant.tally;
        tally.failed += tally.sent - tally.succeeded - tally.failed - tally.inDoubt;
        accountClosed = true;
    }

    /** Looks at what is the participant's while nothing of it happens. */
    <T> T still(Supplier<T> look) {
        AtomicReference<T> seen = new AtomicReference<>();
        participant.station.still(() -> seen.set(look.get()));
        return requireNonNull(seen.get());
    }

    SiteFailover<Endpoint> engine() {
        return engine;
    }

    // -- moves

    /** During a move step: one enquiry a second, and the first success at the target is reported. */
    CompletionStage<Void> follow(int stepIndex, String from, Step.Move move, Instant since) {
        step = stepIndex;
        callOff();
        moves.planned(from, move, since);
        CompletableFuture<Void> seen = new CompletableFuture<>();
        sighting = new Sighting(move.to(), seen);
        mover.start("workload/move-" + stepIndex);
        return seen;
    }

    /** The time for a move is up and no call succeeded there: the report lists the move as one without success. */
    void didNotFollow(String from, String to) {
        moves.missed(from, to, step, engine.status().epoch());
    }

    void moveEnded() {
        mover.stop();
        sighting = null;
        step = SwitchoverResult.NO_STEP;
    }

    // -- calls

    /** One enquiry outside the workload, so that there is a last good reply to measure a move from. */
    CompletionStage<Outcome<Reply>> enquireNow() {
        return call(CallKind.ENQUIRY, ENQUIRY, null, oneRecord, 0);
    }

    private void enquireOnce() {
        if (order == null) {
            participant.tally.sent++;
            engine.tryCallAsync(ENQUIRY, null, oneRecord, enquired);
        } else {
            call(CallKind.ENQUIRY, ENQUIRY, null, oneRecord, 0);
        }
    }

    private void submitOnce() {
        if (order != null) {
            submit();
            return;
        }
        long number = participant.nextSubmission();
        Submission submission = new Submission(participant.id(), number);
        submitting++;
        participant.tally.sent++;
        engine.tryCallAsync(
                SUBMISSION,
                submission.key(),
                endpoint -> endpoint.send(submission),
                outcome -> account(CallKind.SUBMISSION, number, outcome, runtime.nanoTime()));
    }

    CompletionStage<Outcome<Reply>> submit() {
        return submit(participant.nextSubmission());
    }

    CompletionStage<Outcome<Reply>> submit(long number) {
        submitting++;
        Submission submission = new Submission(participant.id(), number);
        return call(CallKind.SUBMISSION, SUBMISSION, submission.key(), endpoint -> endpoint.send(submission), number);
    }

    CompletionStage<Outcome<Reply>> call(CallKind kind, Operation operation, Request request) {
        return call(kind, operation, null, endpoint -> endpoint.send(request), 0);
    }

    private CompletionStage<Outcome<Reply>> call(
            CallKind kind,
            Operation operation,
            @Nullable String key,
            Function<Endpoint, CompletionStage<Reply>> function,
            long number) {
        participant.tally.sent++;
        CompletionStage<Outcome<Reply>> stage = engine.tryCallAsync(operation, key, function);
        if (order == null) {
            stage.thenAccept(outcome -> account(kind, number, outcome, runtime.nanoTime()));
            return stage;
        }
        CompletableFuture<Outcome<Reply>> inOrder = new CompletableFuture<>();
        stage.thenAccept(outcome -> {
            long at = runtime.nanoTime(); // before it waits its turn
            order.execute(() -> {
                account(kind, number, outcome, at);
                inOrder.complete(outcome);
            });
        });
        return inOrder;
    }

    /** What a callback throws would vanish in its stage and the account would be wrong: it ends the run instead. */
    private void account(CallKind kind, long number, Outcome<Reply> outcome, long at) {
        try {
            ended(kind, number, outcome, at);
        } catch (Throwable t) {
            failed(t);
        }
    }

    private void failed(Throwable cause) {
        runtime.executor().execute(() -> {
            throw new IllegalStateException("the account of " + participant.id() + " failed", cause);
        });
    }

    private void ended(CallKind kind, long number, Outcome<Reply> outcome, long at) {
        if (accountClosed) {
            return;
        }
        if (kind == CallKind.SUBMISSION) {
            submitting--;
        }
        CallResult result;
        if (outcome instanceof Answered<Reply> answered) {
            result = CallResult.SUCCEEDED;
            participant.tally.succeeded++;
            succeeded(answered, at);
        } else if (outcome instanceof Doubtful<Reply> doubtful) {
            result = CallResult.IN_DOUBT;
            participant.tally.inDoubt++;
            station.books().gaveUp(number);
            inOrder(doubtful.entry().settled()).thenAccept(this::settledLater);
        } else {
            result = CallResult.FAILED;
            participant.tally.failed++;
        }
        buckets.call(at, result);
        station.journal().call(kind, result, number);
    }

    private void succeeded(Answered<Reply> answered, long at) {
        Reply reply = answered.value();
        if (reply instanceof Acknowledgement acknowledgement) {
            station.books().acknowledged(answered.site().id(), acknowledgement.number(), at);
        }
        if (!isGood(reply)) {
            return;
        }
        hadSuccess = true;
        moves.good(answered.epoch(), at);
        Sighting awaited = sighting;
        if (awaited != null && answered.site().id().equals(awaited.site)) {
            awaited.seen.complete(null);
        }
    }

    /** The common kinds first: asking for an interface writes to a place that all threads share. */
    private static boolean isGood(Reply reply) {
        if (reply instanceof Records || reply instanceof Acknowledgement) {
            return true;
        }
        return reply instanceof Greeted greeted
                ? greeted.position() == Position.SERVING
                : reply instanceof ClearingReply;
    }

    private void settledLater(Finding finding) {
        participant.tally.inDoubt--;
        participant.tally.reconciled++;
        if (finding == Finding.APPLIED) {
            participant.tally.succeeded++;
        } else {
            participant.tally.failed++;
        }
    }

    // -- what the engine tells

    @Override
    public void on(SwitchEvent event) {
        inOrder(() -> {
            try {
                told(event);
            } catch (Throwable t) {
                failed(t);
            }
        });
    }

    /** What the engine tells comes in order with everything else of the participant's. */
    private void inOrder(Runnable task) {
        if (order == null) {
            task.run();
        } else {
            order.execute(task);
        }
    }

    /** The stage as seen from within that order. */
    <T> CompletionStage<T> inOrder(CompletionStage<T> stage) {
        return order == null ? stage : stage.whenCompleteAsync((value, error) -> {}, order);
    }

    private void told(SwitchEvent event) {
        if (event instanceof SwitchEvent.HealthChanged change) {
            for (int i = 0; i < sites.size(); i++) {
                if (sites.get(i).id().equals(change.site().id())) {
                    buckets.health(change.at(), i, change.after());
                }
            }
        } else if (event instanceof SwitchEvent.Moved moved) {
            Switchover move = moved.switchover();
            station.books().moved(move.from().id(), move.to().id());
            moves.moved(move, step);
        } else if (event instanceof SwitchEvent.LossDetected loss) {
            moves.lost(loss.at());
        } else if (event instanceof SwitchEvent.Published) {
            moves.routed();
        }
        EventTexts.explain(event, station.journal());
    }

    @Override
    public void inDoubt(InDoubtEntry entry) {
        inOrder(() -> station.journal()
                .explain("in-doubt", entry.operation().name() + " " + entry.key() + " at " + entry.site()));
    }

    @Override
    public void settled(InDoubtEntry entry, Finding finding) {
        inOrder(() ->
                station.journal().explain("reconciled", entry.operation().name() + " " + entry.key() + " " + finding));
    }
}

package dev.sitefailover.rehearsal;

import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.StepProgram.Fared;
import dev.sitefailover.rehearsal.result.Evidence;
import dev.sitefailover.rehearsal.result.SessionTimeline.SpanKind;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.site.SiteFailoverException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs one step with every participant and finds out how it came out. */
final class StepRunner {
    private final Rundown rundown;
    private final long seed;
    private final Performance performance;
    private final Timetable timetable;
    private final SessionPlan session;
    private final List<ClientSystem> clients;
    private final RehearsalEvents events;
    private final SpanLog spans;

    StepRunner(
            Rundown rundown,
            long seed,
            Performance performance,
            Timetable timetable,
            SessionPlan session,
            List<ClientSystem> clients,
            RehearsalEvents events,
            SpanLog spans) {
        this.rundown = rundown;
        this.seed = seed;
        this.performance = performance;
        this.timetable = timetable;
        this.session = session;
        this.clients = clients;
        this.events = events;
        this.spans = spans;
    }

    /**
     * Starts the step at the performance's present.
     *
     * @param windowEnd what bounds every step, in the plan
     * @param late participants that never had a successful call: they fail this step
     */
    StepResult run(int index, Instant windowEnd, List<ClientSystem> late) {
        StepPlan plan = session.steps().get(index);
        Instant planned = timetable.planned();
        Instant started = performance.now();
        events.on(new RehearsalEvents.RehearsalEvent(
                started, null, "step-started", session.id() + " " + plan.step().kind() + ": " + plan.title()));
        AtomicBoolean over = new AtomicBoolean();
        // in a move the clients look out for the target before the organiser acts: time may not stand still meanwhile
        boolean move = plan.step() instanceof Step.Move;
        List<CompletableFuture<Fared>> running = move ? start(plan, index, started, over::get) : List.of();
        Duration before = performance.organiser().waitedForPeople();
        Evidence evidence;
        String broken = null;
        try {
            evidence = organise(plan, index, windowEnd);
        } catch (SiteFailoverException e) {
            broken = "the organiser's part failed: " + e.getMessage();
            evidence = Evidence.none();
        }
        Duration people = performance.organiser().waitedForPeople().minus(before);
        timetable.stoodStill(people);
        if (people.toMillis() > 0) {
            evidence = evidence.and("waitedForPeople", people);
        }
        if (performance.pace() > 1 && !waiting(plan.step()).isZero()) {
            evidence = evidence.and("pace", performance.pace());
        }
        Instant end = timetable.latest(windowEnd, waiting(plan.step()));
        Instant limit = plan.within()
                .map(within -> started.plus(people).plus(within))
                .filter(bound -> bound.isBefore(end))
                .orElse(end);
        if (broken != null && performance.isInterrupted()) {
            // nobody failed: what the organiser waited for was broken off
            running = clients.stream()
                    .map(client -> new CompletableFuture<Fared>())
                    .toList();
        } else if (broken != null) {
            String why = broken;
            running = clients.stream()
                    .map(client -> CompletableFuture.completedFuture(Fared.failed(why)))
                    .toList();
        } else if (!move) {
            running = start(plan, index, started, over::get);
        } else {
            declare((Step.Move) plan.step(), end);
        }
        Instant ended;
        if (plan.step() instanceof Step.Wait wait) {
            ended = waited(wait, planned, limit, running);
        } else {
            List<CompletableFuture<Fared>> awaited = running;
            Organiser organiser = performance.organiser();
            performance.advance(
                    limit,
                    station -> awaited.get(station.index()).isDone() || (move && organiser.promotionFailure() != null));
            ended = performance.now();
        }
        over.set(true);
        if (plan.step() instanceof Step.Move moved) {
            evidence = conclude(moved, plan, started, ended, running, evidence);
        }
        Duration lateness =
                plan.at().map(at -> Duration.between(at.toInstant(), planned)).orElse(null);
        return conclude(plan, index, started, ended, limit.isBefore(end), running, late, evidence, lateness);
    }

    /** What of the step is a planned waiting. */
    private static Duration waiting(Step step) {
        return step instanceof Step.Move move
                ? move.promotedAfter()
                : step instanceof Step.Wait wait ? wait.lasting() : Duration.ZERO;
    }

    private Evidence conclude(
            Step.Move move,
            StepPlan plan,
            Instant started,
            Instant ended,
            List<CompletableFuture<Fared>> running,
            Evidence evidence) {
        for (ClientSystem client : clients) {
            client.participant.station.still(() -> {
                if (!running.get(client.participant.station.index()).isDone() && !performance.isInterrupted()) {
                    client.didNotFollow(plan.servingBefore(), move.to());
                }
                client.moveEnded();
            });
        }
        Duration took = Duration.between(started, ended);
        Duration paced = timetable.shortened(move.promotedAfter());
        timetable.waited(took.compareTo(paced) < 0 ? took : paced);
        Instant opened = performance.organiser().servingSince(move.to());
        return opened == null ? evidence : evidence.and("promotionAt", opened);
    }

    /** By station index: every station has a client. */
    private List<CompletableFuture<Fared>> start(StepPlan plan, int index, Instant began, BooleanSupplier over) {
        StepProgram program = StepPrograms.of(plan.step());
        List<CompletableFuture<Fared>> running = new ArrayList<>();
        for (ClientSystem client : clients) {
            Station station = client.participant.station;
            StepProgram.Context context = new StepProgram.Context(
                    session.id(),
                    index,
                    plan,
                    began,
                    station.books(),
                    rundown.objectives().rpo(),
                    over);
            CompletableFuture<Fared> fared = new CompletableFuture<>();
            running.add(fared);
            // in the participant's own thread of events, like everything it does
            station.runtime().executor().execute(() -> run(program, client, context, fared));
        }
        return running;
    }

    private static void run(
            StepProgram program, ClientSystem client, StepProgram.Context context, CompletableFuture<Fared> fared) {
        program.run(client, context).whenComplete((result, error) -> {
            if (error == null) {
                fared.complete(result);
            } else if (unreadable(error) != null) {
                fared.complete(Fared.failed("the organiser's books cannot be read: " + unreadable(error)));
            } else {
                fared.completeExceptionally(error); // a broken program is no finding: it ends the run
            }
        });
    }

    /** Books that somebody keeps far away may be out of reach; why, or null when it is something else. */
    private static @Nullable String unreadable(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof SiteFailoverException ? cause.getMessage() : null;
    }

    /** The organiser's part, before the participants'. */
    private Evidence organise(StepPlan plan, int index, Instant windowEnd) {
        Instant started = performance.now();
        Organiser organiser = performance.organiser();
        if (plan.step() instanceof Step.Outage outage) {
            return inflict(outage, plan, index);
        }
        if (plan.step() instanceof Step.Restore restore) {
            for (PlannedSite site : rundown.sites()) {
                if (restore.site().isEmpty() || restore.site().get().equals(site.id())) {
                    organiser.lift(site.id());
                    spans.end(site.id(), Optional.of(SpanKind.FAULT), started);
                }
            }
            return Evidence.of("site", restore.site().orElse("all"));
        }
        if (plan.step() instanceof Step.Failover failover) {
            organiser.shutDown(plan.servingBefore(), failover.shutdown());
            organiser.promote(failover.to(), timetable.shortened(failover.promotedAfter()));
            moved(plan.servingBefore(), failover, started, windowEnd);
            return moveEvidence(plan.servingBefore(), failover, started);
        }
        if (plan.step() instanceof Step.Failback failback) {
            organiser.heal(failback.to(), plan.servingBefore());
            Instant healed = performance.now();
            organiser.shutDown(plan.servingBefore(), Shutdown.GRACEFUL);
            organiser.promote(failback.to(), timetable.shortened(failback.promotedAfter()));
            spans.end(failback.to(), Optional.of(SpanKind.FAULT), started);
            moved(plan.servingBefore(), failback, healed, windowEnd);
            return moveEvidence(plan.servingBefore(), failback, healed);
        }
        if (plan.step() instanceof Step.Task task) {
            return Evidence.of("by", task.by().name().toLowerCase(Locale.ROOT)).and("done", organiser.confirm(plan));
        }
        if (plan.step() instanceof Step.SignOff signOff) {
            return Evidence.of("by", signOff.by().name().toLowerCase(Locale.ROOT))
                    .and("given", organiser.confirm(plan));
        }
        return Evidence.none();
    }

    private void moved(String from, Step.Move move, Instant at, Instant windowEnd) {
        Instant end = timetable.latest(windowEnd, move.promotedAfter());
        Instant promoted = at.plus(timetable.shortened(move.promotedAfter()));
        Instant opens = promoted.isBefore(end) ? promoted : end;
        spans.end(from, Optional.of(SpanKind.POSITION), at);
        spans.position(from, move.shutdown() == Shutdown.ABRUPT ? "down" : "standby", at);
        if (move.shutdown() == Shutdown.ABRUPT) {
            spans.fault(from, "crash", at, Optional.empty());
        }
        spans.end(move.to(), Optional.of(SpanKind.POSITION), opens);
        spans.position(move.to(), "serving", opens);
    }

    private Evidence moveEvidence(String from, Step.Move move, Instant started) {
        return Evidence.of("from", from)
                .and("to", move.to())
                .and("shutdown", move.shutdown().name().toLowerCase(Locale.ROOT))
                .and("shutdownAt", started)
                .and("promotionAt", started.plus(timetable.shortened(move.promotedAfter())));
    }

    private Evidence inflict(Step.Outage outage, StepPlan plan, int index) {
        String site = outage.site().orElse(plan.servingBefore());
        Occurrence fault = shortened(outage.fault());
        String name = session.id() + "/" + index;
        // one draw for everybody: the site either has the fault or not
        boolean occurs = Chance.of(seed, "occurs/" + name).nextDouble() < fault.probability();
        if (occurs) {
            performance.organiser().inflict(site, fault.withProbability(1), name);
            spans.fault(site, fault.fault().kind(), performance.now(), fault.lasting());
        }
        return Evidence.of("site", site).and("fault", fault.fault().kind()).and("occurred", occurs);
    }

    /** That a fault ends is a planned waiting of the organiser's. */
    private Occurrence shortened(Occurrence fault) {
        return fault.lasting()
                .map(lasting -> fault.lasting(timetable.shortened(lasting)))
                .orElse(fault);
    }

    /** Where the clients do not follow by themselves, the rehearsal declares the move once the target serves. */
    private void declare(Step.Move move, Instant end) {
        if (rundown.client().failover() == Mode.AUTOMATIC) {
            return;
        }
        Duration after = timetable.shortened(move.promotedAfter());
        Duration left = Duration.between(performance.now().plus(after), end);
        if (left.isNegative()) {
            return;
        }
        SwitchRequest request = (move.shutdown() == Shutdown.GRACEFUL
                        ? SwitchRequest.graceful()
                        : SwitchRequest.abrupt())
                .awaitPromotionFor(left)
                .because("declared by the organiser");
        for (ClientSystem client : clients) {
            client.runtime().executor().execute(() -> client.declare(after, move.to(), request));
        }
    }

    private Instant waited(Step.Wait wait, Instant planned, Instant limit, List<CompletableFuture<Fared>> running) {
        Instant began = performance.now();
        Instant over = timetable.due(planned.plus(wait.lasting()));
        performance.advance(over.isAfter(limit) ? limit : over);
        if (over.isAfter(limit) || performance.isInterrupted()) {
            timetable.waited(Duration.between(began, performance.now()));
        } else {
            timetable.reached(planned.plus(wait.lasting()));
            running.forEach(fared -> fared.complete(Fared.passed(1)));
        }
        return performance.now();
    }

    private StepResult conclude(
            StepPlan plan,
            int index,
            Instant started,
            Instant ended,
            boolean withinMissed,
            List<CompletableFuture<Fared>> running,
            List<ClientSystem> late,
            Evidence evidence,
            @Nullable Duration lateness) {
        int passed = 0;
        long count = 0;
        Map<String, List<String>> failures = new TreeMap<>();
        for (ClientSystem client : clients) {
            Fared fared = running.get(client.participant.station.index()).getNow(null);
            String why = why(client, plan, fared, late, withinMissed);
            if (why == null && fared != null) {
                passed++;
                count += fared.count();
                continue;
            }
            failures.computeIfAbsent(String.valueOf(why), w -> new ArrayList<>())
                    .add(client.participant.id());
            boolean cutOff = fared == null && performance.isInterrupted(); // nobody failed, it just ended
            if (!plan.optional() && !cutOff) {
                client.participant.fail(session.id() + ", " + plan.title() + ": " + why);
            }
        }
        int failed = clients.size() - passed;
        Verdict verdict = failed == 0 && passed > 0 ? Verdict.PASSED : Verdict.FAILED;
        StepResult result = new StepResult(
                plan.step().kind(),
                plan.title(),
                plan.optional(),
                plan.at().map(at -> at.toInstant()).orElse(null),
                started,
                ended,
                verdict,
                passed,
                failed,
                clients.isEmpty() ? "no participant takes part" : StepEvidence.detail(failures, clients.size()),
                StepEvidence.of(plan, index, evidence, clients, count, failures),
                lateness);
        events.on(new RehearsalEvents.RehearsalEvent(
                ended, null, "step-ended", session.id() + " " + plan.step().kind() + ": " + verdict));
        return result;
    }

    private @Nullable String why(
            ClientSystem client, StepPlan plan, @Nullable Fared fared, List<ClientSystem> late, boolean withinMissed) {
        if (late.contains(client)) {
            return "had no successful call within 30 s of the window's start";
        }
        if (fared == null) {
            String what = plan.step() instanceof Step.Move move ? "no successful call at " + move.to() : "not done";
            if (performance.isInterrupted()) {
                return "interrupted";
            }
            String failure = performance.organiser().promotionFailure();
            if (plan.step() instanceof Step.Move && failure != null) {
                return what + ": the organiser's part failed: " + failure;
            }
            return what
                    + (withinMissed && plan.within().isPresent()
                            ? " within " + plan.within().get()
                            : " when the window ended");
        }
        return fared.why();
    }
}

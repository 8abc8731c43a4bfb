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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs one step with every participant and finds out how it came out. */
final class StepRunner {
    private final Rundown rundown;
    private final long seed;
    private final Performance performance;
    private final SessionPlan session;
    private final List<ClientSystem> clients;
    private final RehearsalEvents events;
    private final SpanLog spans;

    StepRunner(
            Rundown rundown,
            long seed,
            Performance performance,
            SessionPlan session,
            List<ClientSystem> clients,
            RehearsalEvents events,
            SpanLog spans) {
        this.rundown = rundown;
        this.seed = seed;
        this.performance = performance;
        this.session = session;
        this.clients = clients;
        this.events = events;
        this.spans = spans;
    }

    /**
     * Starts the step at the performance's present.
     *
     * @param end what bounds every step: the window's end
     * @param late participants that never had a successful call: they fail this step
     */
    StepResult run(int index, Instant end, List<ClientSystem> late) {
        StepPlan plan = session.steps().get(index);
        Instant started = performance.now();
        Instant limit = plan.within()
                .map(started::plus)
                .filter(bound -> bound.isBefore(end))
                .orElse(end);
        events.on(new RehearsalEvents.RehearsalEvent(
                started, null, "step-started", session.id() + " " + plan.step().kind() + ": " + plan.title()));
        Evidence evidence = organise(plan, index, started, end);

        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Fared>> running = start(plan, index, over::get);
        if (plan.step() instanceof Step.Move move) {
            declare(move, started, end);
        }
        Instant ended;
        if (plan.step() instanceof Step.Wait wait) {
            ended = waited(wait, started, limit, running);
        } else {
            performance.advance(limit, station -> running.get(station.index()).isDone());
            ended = performance.now();
        }
        over.set(true);
        if (plan.step() instanceof Step.Move move) {
            for (ClientSystem client : clients) {
                if (!running.get(client.participant.station.index()).isDone()) {
                    client.didNotFollow(plan.servingBefore(), move.to());
                }
                client.moveEnded();
            }
        }
        return conclude(plan, index, started, ended, limit, running, late, evidence);
    }

    /** By station index: every station has a client. */
    private List<CompletableFuture<Fared>> start(StepPlan plan, int index, BooleanSupplier over) {
        StepProgram program = StepPrograms.of(plan.step());
        List<CompletableFuture<Fared>> running = new ArrayList<>();
        for (ClientSystem client : clients) {
            Station station = client.participant.station;
            StepProgram.Context context = new StepProgram.Context(
                    session.id(),
                    index,
                    plan,
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
            } else {
                fared.completeExceptionally(error); // a broken program is no finding: it ends the run
            }
        });
    }

    /** The organiser's part, before the participants'. */
    private Evidence organise(StepPlan plan, int index, Instant started, Instant end) {
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
            organiser.promote(failover.to(), failover.promotedAfter());
            moved(plan.servingBefore(), failover, started, end);
            return moveEvidence(plan.servingBefore(), failover, started);
        }
        if (plan.step() instanceof Step.Failback failback) {
            organiser.heal(failback.to(), plan.servingBefore());
            organiser.shutDown(plan.servingBefore(), Shutdown.GRACEFUL);
            organiser.promote(failback.to(), failback.promotedAfter());
            spans.end(failback.to(), Optional.of(SpanKind.FAULT), started);
            moved(plan.servingBefore(), failback, started, end);
            return moveEvidence(plan.servingBefore(), failback, started);
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

    private void moved(String from, Step.Move move, Instant at, Instant end) {
        Instant promoted = at.plus(move.promotedAfter());
        Instant opens = promoted.isBefore(end) ? promoted : end;
        spans.end(from, Optional.of(SpanKind.POSITION), at);
        spans.position(from, move.shutdown() == Shutdown.ABRUPT ? "down" : "standby", at);
        if (move.shutdown() == Shutdown.ABRUPT) {
            spans.fault(from, "crash", at, Optional.empty());
        }
        spans.end(move.to(), Optional.of(SpanKind.POSITION), opens);
        spans.position(move.to(), "serving", opens);
    }

    private static Evidence moveEvidence(String from, Step.Move move, Instant started) {
        return Evidence.of("from", from)
                .and("to", move.to())
                .and("shutdown", move.shutdown().name().toLowerCase(Locale.ROOT))
                .and("shutdownAt", started)
                .and("promotionAt", started.plus(move.promotedAfter()));
    }

    private Evidence inflict(Step.Outage outage, StepPlan plan, int index) {
        String site = outage.site().orElse(plan.servingBefore());
        Occurrence fault = outage.fault();
        String name = session.id() + "/" + index;
        // one draw for everybody: the site either has the fault or not
        boolean occurs = Chance.of(seed, "occurs/" + name).nextDouble() < fault.probability();
        if (occurs) {
            performance.organiser().inflict(site, fault.withProbability(1), name);
            spans.fault(site, fault.fault().kind(), performance.now(), fault.lasting());
        }
        return Evidence.of("site", site).and("fault", fault.fault().kind()).and("occurred", occurs);
    }

    /** Where the clients do not follow by themselves, the rehearsal declares the move once the target serves. */
    private void declare(Step.Move move, Instant started, Instant end) {
        if (rundown.client().failover() == Mode.AUTOMATIC) {
            return;
        }
        Duration left = Duration.between(started.plus(move.promotedAfter()), end);
        if (left.isNegative()) {
            return;
        }
        SwitchRequest request = (move.shutdown() == Shutdown.GRACEFUL
                        ? SwitchRequest.graceful()
                        : SwitchRequest.abrupt())
                .awaitPromotionFor(left)
                .because("declared by the organiser");
        for (ClientSystem client : clients) {
            client.runtime().executor().execute(() -> client.declare(move.promotedAfter(), move.to(), request));
        }
    }

    private Instant waited(Step.Wait wait, Instant started, Instant limit, List<CompletableFuture<Fared>> running) {
        Instant over = started.plus(wait.lasting());
        Instant until = over.isAfter(limit) ? limit : over;
        performance.advance(until);
        if (!over.isAfter(limit)) {
            running.forEach(fared -> fared.complete(Fared.passed(1)));
        }
        return until;
    }

    private StepResult conclude(
            StepPlan plan,
            int index,
            Instant started,
            Instant ended,
            Instant limit,
            List<CompletableFuture<Fared>> running,
            List<ClientSystem> late,
            Evidence evidence) {
        int passed = 0;
        long count = 0;
        Map<String, List<String>> failures = new TreeMap<>();
        for (ClientSystem client : clients) {
            Fared fared = running.get(client.participant.station.index()).getNow(null);
            String why = why(client, plan, fared, late, limit);
            if (why == null && fared != null) {
                passed++;
                count += fared.count();
                continue;
            }
            failures.computeIfAbsent(String.valueOf(why), w -> new ArrayList<>())
                    .add(client.participant.id());
            if (!plan.optional()) {
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
                StepEvidence.of(plan, index, evidence, clients, count, failures));
        events.on(new RehearsalEvents.RehearsalEvent(
                ended, null, "step-ended", session.id() + " " + plan.step().kind() + ": " + verdict));
        return result;
    }

    private @Nullable String why(
            ClientSystem client, StepPlan plan, @Nullable Fared fared, List<ClientSystem> late, Instant limit) {
        if (late.contains(client)) {
            return "had no successful call within 30 s of the window's start";
        }
        if (fared == null) {
            String what = plan.step() instanceof Step.Move move ? "no successful call at " + move.to() : "not done";
            boolean windowEnded =
                    plan.within().isEmpty() || limit.equals(session.to().toInstant());
            return what
                    + (windowEnded
                            ? " when the window ended"
                            : " within " + plan.within().get());
        }
        return fared.why();
    }
}

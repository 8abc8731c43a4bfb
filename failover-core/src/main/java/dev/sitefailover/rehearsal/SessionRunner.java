package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Serves;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs one session: client systems start, do the steps, and stop. */
final class SessionRunner {
    private static final Duration FIRST_SUCCESS = Duration.ofSeconds(30);
    private static final Duration LAST_LOOK = Duration.ofMillis(50);
    private static final String INTERRUPTED = "interrupted";
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Rundown rundown;
    private final long seed;
    private final Performance performance;
    private final List<Participant> participants;
    private final RehearsalEvents events;
    private final RehearsalProgress progress;
    private final SessionPlan session;
    private final Begun begun;
    private final Consumer<Far> far;
    /** Where it begins: of a session that goes on, the site that serves by plan by then. */
    private final String startsAt;

    private final Instant plannedFrom;
    private final Instant plannedTo;
    private final Timetable timetable;
    /** The session's time has not come. */
    private boolean waiting = true;

    private Instant from;
    private final SpanLog spans = new SpanLog();

    SessionRunner(
            Rundown rundown,
            long seed,
            Performance performance,
            List<Participant> participants,
            RehearsalEvents events,
            RehearsalProgress progress,
            SessionPlan session,
            Begun begun,
            Consumer<Far> far) {
        this.rundown = rundown;
        this.seed = seed;
        this.performance = performance;
        this.participants = participants;
        this.events = events;
        this.progress = progress;
        this.session = session;
        this.begun = begun;
        this.far = far;
        this.startsAt = session.steps()
                .get(Math.min(begun.steps().size(), session.steps().size() - 1))
                .servingBefore();
        this.plannedFrom = session.from().toInstant();
        this.plannedTo = session.to().toInstant();
        this.timetable = new Timetable(performance::now, performance.pace());
        this.from = plannedFrom;
    }

    /**
     * The part of a session that is behind already.
     *
     * @param at when it began; null when it has not
     * @param steps finished
     */
    record Begun(@Nullable Instant at, List<StepResult> steps) {
        static final Begun NOT = new Begun(null, List.of());
    }

    /**
     * How far a session is.
     *
     * @param began when it began
     * @param steps finished
     * @param moves so far, by participant id; asked at once or never
     */
    record Far(Instant began, List<StepResult> steps, Supplier<Map<String, List<SwitchoverResult>>> moves) {}

    SessionResult run() {
        performance.awaitSession(plannedFrom);
        timetable.begin(plannedFrom);
        waiting = false;
        from = performance.now();
        events.on(new RehearsalEvent(from, null, "session-started", session.id() + " at " + startsAt));
        open();
        List<ClientSystem> clients = start();

        List<StepResult> steps = steps(clients);
        stop(clients);
        String serving = servingAtEnd(session, steps);
        performance.organiser().close(serving);
        Instant to = performance.now();
        rundown.sites().forEach(site -> spans.end(site.id(), Optional.empty(), to));
        events.on(new RehearsalEvent(to, null, "session-ended", session.id()));

        each(clients, client -> {
            client.buckets.end(client.participant.station.runtime().nanoTime());
            client.participant.switchovers.addAll(client.moves.results(session.id(), client.participant.id()));
        });
        return result(steps, to, timeline(clients));
    }

    private void open() {
        performance.organiser().open(startsAt, timetable.latest(plannedTo));
        for (PlannedSite site : rundown.sites()) {
            boolean serves = site.id().equals(startsAt) || site.serves() == Serves.ALWAYS;
            spans.position(site.id(), serves ? "serving" : "standby", from);
        }
    }

    private List<ClientSystem> start() {
        ClientSystem[] started = new ClientSystem[participants.size()];
        performance.each(started.length, i -> {
            Participant participant = participants.get(i);
            participant.station.still(() -> started[i] = started(participant));
        });
        List<ClientSystem> clients = List.of(started);
        ClientSystem[] byStation = byStation(clients);
        Instant end = timetable.latest(plannedTo);
        Instant limit = performance.now().plus(FIRST_SUCCESS);
        performance.advance(limit.isBefore(end) ? limit : end, station -> byStation[station.index()].hadSuccess());
        return clients;
    }

    private ClientSystem started(Participant participant) {
        int sites = rundown.sites().size();
        long now = participant.station.runtime().nanoTime();
        Duration window = Duration.between(plannedFrom, plannedTo);
        Buckets own = performance.isForeseeable() ? Buckets.of(now, window, sites) : Buckets.growing(now, sites);
        ClientSystem client = new ClientSystem(participant, rundown, startsAt, own);
        Duration quietAfter = performance.isForeseeable() ? window.minus(margin().multipliedBy(2)) : null;
        client.runtime().executor().execute(() -> client.begin(quietAfter));
        return client;
    }

    static ClientSystem[] byStation(List<ClientSystem> clients) {
        int most = clients.stream()
                .mapToInt(client -> client.participant.station.index())
                .max()
                .orElse(-1);
        ClientSystem[] byStation = new ClientSystem[most + 1];
        clients.forEach(client -> byStation[client.participant.station.index()] = client);
        return byStation;
    }

    private List<StepResult> steps(List<ClientSystem> clients) {
        StepRunner runner = new StepRunner(rundown, seed, performance, timetable, session, clients, events, spans);
        List<StepResult> results = new ArrayList<>(begun.steps());
        for (int i = results.size(); i < session.steps().size(); i++) {
            StepPlan plan = session.steps().get(i);
            Instant at = plan.at().map(planned -> planned.toInstant()).orElse(plannedFrom);
            if (plan.step() instanceof Step.Move) {
                lookOnceMore(clients, at);
            }
            await(at);
            boolean interrupted = performance.isInterrupted();
            if (interrupted || !timetable.planned().isBefore(plannedTo)) {
                StepResult skipped = StepResult.skipped(
                        plan.step().kind(),
                        plan.title(),
                        plan.optional(),
                        plan.at().map(planned -> planned.toInstant()).orElse(null),
                        interrupted ? INTERRUPTED : "the window had ended");
                results.add(skipped);
                progress.stepEnded(session, skipped);
                continue;
            }
            List<ClientSystem> late = i == begun.steps().size() ? withoutSuccess(clients) : List.of();
            progress.stepStarted(session, plan, performance.now());
            StepResult result = runner.run(i, plannedTo, late);
            results.add(result);
            progress.stepEnded(session, result);
            if (!performance.isInterrupted()) {
                far.accept(new Far(began(), results, () -> moves(clients)));
            }
        }
        return results;
    }

    private Instant began() {
        Instant at = begun.at();
        return at == null ? from : at;
    }

    private Map<String, List<SwitchoverResult>> moves(List<ClientSystem> clients) {
        Map<String, List<SwitchoverResult>> moves = new LinkedHashMap<>();
        for (ClientSystem client : clients) {
            String id = client.participant.id();
            moves.put(id, client.still(() -> client.moves.results(session.id(), id)));
        }
        return moves;
    }

    /** Plan time as people watch it. */
    Instant shown() {
        return waiting && !performance.isForeseeable() ? plannedFrom : timetable.shown();
    }

    /** A planned waiting. */
    private void await(Instant planned) {
        performance.advance(timetable.due(planned));
        if (!performance.isInterrupted()) {
            timetable.reached(planned);
        }
    }

    private static List<ClientSystem> withoutSuccess(List<ClientSystem> clients) {
        List<ClientSystem> without = new ArrayList<>();
        for (ClientSystem client : clients) {
            client.participant.station.still(() -> {
                if (!client.hadSuccess()) {
                    without.add(client);
                }
            });
        }
        return without;
    }

    /** Where the workload is thin, a move needs a last good reply to be measured from: one enquiry just before it. */
    private void lookOnceMore(List<ClientSystem> clients, Instant at) {
        Workload workload = rundown.workload();
        if (workload.enquiries() + workload.submissions() >= 1) {
            return;
        }
        await(at.minus(LAST_LOOK));
        CompletableFuture<?>[] asked = new CompletableFuture<?>[clients.size()];
        for (ClientSystem client : clients) {
            CompletableFuture<Void> answered = new CompletableFuture<>();
            asked[client.participant.station.index()] = answered;
            client.runtime().executor().execute(() -> client.enquireNow().thenRun(() -> answered.complete(null)));
        }
        Instant end = timetable.latest(plannedTo);
        Instant limit = performance.now().plus(LAST_LOOK);
        performance.advance(limit.isBefore(end) ? limit : end, station -> asked[station.index()].isDone());
    }

    /** Background calls have ended early enough for every call to have its outcome; one more enquiry about doubts. */
    private void stop(List<ClientSystem> clients) {
        await(plannedTo.minus(margin().multipliedBy(2)));
        each(clients, ClientSystem::quieten);
        performance.advance(timetable.latest(plannedTo.minus(margin())));
        each(clients, ClientSystem::lastEnquiry);
        performance.advance(timetable.latest(plannedTo));
        CompletableFuture<?>[] closed = new CompletableFuture<?>[clients.size()];
        each(
                clients,
                client -> closed[client.participant.station.index()] =
                        client.stop().toCompletableFuture());
        ClientSystem[] byStation = byStation(clients);
        performance.settle(station -> closed[station.index()].isDone() && byStation[station.index()].isAccountedFor());
        each(clients, ClientSystem::closeAccount);
    }

    private void each(List<ClientSystem> clients, Consumer<ClientSystem> act) {
        performance.each(clients.size(), i -> {
            ClientSystem client = clients.get(i);
            client.participant.station.still(() -> act.accept(client));
        });
    }

    /** One for the last background calls to end, one for the last enquiry: seconds at the most, little of any window. */
    private Duration margin() {
        Duration timeout = rundown.client().callTimeout();
        Duration most = Duration.between(plannedFrom, plannedTo).dividedBy(50);
        most = most.compareTo(MARGIN) < 0 ? most : MARGIN;
        return timeout.compareTo(most) < 0 ? timeout : most;
    }

    /** Which site serves by plan after those steps of the session. */
    static String servingAtEnd(SessionPlan session, List<StepResult> steps) {
        String serving = session.startsAt();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).startedAt() != null) {
                serving = session.steps().get(i).servingAfter();
            }
        }
        return serving;
    }

    private SessionResult result(List<StepResult> steps, Instant to, SessionTimeline timeline) {
        List<String> failed = steps.stream()
                .filter(StepResult::failsSession)
                .map(step -> step.title() + " " + step.verdict())
                .toList();
        String detail = participants.isEmpty() ? "no participant takes part" : String.join("; ", failed);
        Verdict verdict = failed.isEmpty() && !participants.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
        return new SessionResult(
                session.id(), session.title(), session.site(), began(), to, verdict, detail, steps, timeline);
    }

    private SessionTimeline timeline(List<ClientSystem> clients) {
        Buckets widest =
                Buckets.widest(clients.stream().map(client -> client.buckets).toList());
        Duration width = widest.width();
        int buckets = widest.count();
        long[] calls = new long[buckets * 3];
        clients.forEach(client -> client.buckets.addCalls(calls));
        List<SessionTimeline.Calls> outcomes = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            outcomes.add(new SessionTimeline.Calls(calls[i * 3], calls[i * 3 + 1], calls[i * 3 + 2]));
        }
        List<SessionTimeline.SiteHealth> sites = new ArrayList<>();
        for (int site = 0; site < rundown.sites().size(); site++) {
            int[][] seen = new int[buckets][Health.values().length];
            for (ClientSystem client : clients) {
                client.buckets.addHealth(site, seen);
            }
            String id = rundown.sites().get(site).id();
            sites.add(new SessionTimeline.SiteHealth(
                    id, Arrays.stream(seen).map(SessionRunner::seen).toList(), spans.of(id)));
        }
        return new SessionTimeline(from, width, outcomes, sites);
    }

    private static SessionTimeline.Seen seen(int[] count) {
        return new SessionTimeline.Seen(
                count[Health.SERVING.ordinal()],
                count[Health.STANDBY.ordinal()],
                count[Health.DOWN.ordinal()],
                count[Health.UNKNOWN.ordinal()]);
    }
}

package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.rehearsal.result.StepResult;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs one session: client systems start, do the steps, and stop. */
final class SessionRunner {
    private static final Duration FIRST_SUCCESS = Duration.ofSeconds(30);
    private static final Duration LAST_LOOK = Duration.ofMillis(50);
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Rundown rundown;
    private final long seed;
    private final Performance performance;
    private final List<Participant> participants;
    private final RehearsalEvents events;
    private final RehearsalProgress progress;
    private final SessionPlan session;
    private final Instant from;
    private final Instant to;
    private final SpanLog spans = new SpanLog();

    SessionRunner(
            Rundown rundown,
            long seed,
            Performance performance,
            List<Participant> participants,
            RehearsalEvents events,
            RehearsalProgress progress,
            SessionPlan session) {
        this.rundown = rundown;
        this.seed = seed;
        this.performance = performance;
        this.participants = participants;
        this.events = events;
        this.progress = progress;
        this.session = session;
        this.from = session.from().toInstant();
        this.to = session.to().toInstant();
    }

    SessionResult run() {
        performance.advance(from);
        events.on(new RehearsalEvent(from, null, "session-started", session.id() + " at " + session.startsAt()));
        open();
        Duration width = SessionTimeline.widthFor(Duration.between(from, to));
        int buckets = (int) ((Duration.between(from, to).toNanos() + width.toNanos() - 1) / width.toNanos());
        List<ClientSystem> clients = start(width, buckets);

        List<StepResult> steps = steps(clients);
        stop(clients);
        String serving = servingAtEnd(steps);
        performance.organiser().close(serving);
        rundown.sites().forEach(site -> spans.end(site.id(), Optional.empty(), to));
        events.on(new RehearsalEvent(to, null, "session-ended", session.id()));

        for (ClientSystem client : clients) {
            client.participant.switchovers.addAll(client.moves.results(session.id(), client.participant.id()));
        }
        return result(steps, timeline(clients, width, buckets));
    }

    private void open() {
        performance.organiser().open(session.startsAt());
        for (PlannedSite site : rundown.sites()) {
            boolean serves = site.id().equals(session.startsAt()) || site.serves() == Serves.ALWAYS;
            spans.position(site.id(), serves ? "serving" : "standby", from);
        }
    }

    private List<ClientSystem> start(Duration width, int buckets) {
        List<ClientSystem> clients = new ArrayList<>();
        for (Participant participant : participants) {
            Buckets own = new Buckets(
                    participant.station.runtime().nanoTime(),
                    width,
                    buckets,
                    rundown.sites().size());
            ClientSystem client = new ClientSystem(participant, rundown, session.startsAt(), own);
            clients.add(client);
            client.runtime()
                    .executor()
                    .execute(() -> client.begin(Duration.between(from, to.minus(margin().multipliedBy(2)))));
        }
        ClientSystem[] byStation = byStation(clients);
        Instant limit = from.plus(FIRST_SUCCESS);
        performance.advance(limit.isBefore(to) ? limit : to, station -> byStation[station.index()].hadSuccess());
        return clients;
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
        StepRunner runner = new StepRunner(rundown, seed, performance, session, clients, events, spans);
        List<StepResult> results = new ArrayList<>();
        for (int i = 0; i < session.steps().size(); i++) {
            StepPlan plan = session.steps().get(i);
            Instant at = plan.at().map(planned -> planned.toInstant()).orElse(from);
            if (plan.step() instanceof Step.Move) {
                lookOnceMore(clients, at);
            }
            if (at.isAfter(performance.now())) {
                performance.advance(at);
            }
            if (!performance.now().isBefore(to)) {
                StepResult skipped = StepResult.skipped(
                        plan.step().kind(),
                        plan.title(),
                        plan.optional(),
                        plan.at().map(planned -> planned.toInstant()).orElse(null),
                        "the window had ended");
                results.add(skipped);
                progress.stepEnded(session, skipped);
                continue;
            }
            List<ClientSystem> late = i == 0
                    ? clients.stream().filter(client -> !client.hadSuccess()).toList()
                    : List.of();
            progress.stepStarted(session, plan, performance.now());
            StepResult result = runner.run(i, to, late);
            results.add(result);
            progress.stepEnded(session, result);
        }
        return results;
    }

    /** Where the workload is thin, a move needs a last good reply to be measured from: one enquiry just before it. */
    private void lookOnceMore(List<ClientSystem> clients, Instant at) {
        Workload workload = rundown.workload();
        if (workload.enquiries() + workload.submissions() >= 1) {
            return;
        }
        if (at.minus(LAST_LOOK).isAfter(performance.now())) {
            performance.advance(at.minus(LAST_LOOK));
        }
        CompletableFuture<?>[] asked = new CompletableFuture<?>[clients.size()];
        for (ClientSystem client : clients) {
            CompletableFuture<Void> answered = new CompletableFuture<>();
            asked[client.participant.station.index()] = answered;
            client.runtime().executor().execute(() -> client.enquireNow().thenRun(() -> answered.complete(null)));
        }
        Instant limit = performance.now().plus(LAST_LOOK);
        performance.advance(limit.isBefore(to) ? limit : to, station -> asked[station.index()].isDone());
    }

    /** Background calls have ended early enough for every call to have its outcome; one more enquiry about doubts. */
    private void stop(List<ClientSystem> clients) {
        performance.advance(to.minus(margin()));
        clients.forEach(ClientSystem::lastEnquiry);
        performance.advance(to);
        clients.forEach(ClientSystem::stop);
        performance.advance(to);
    }

    /** One for the last background calls to end, one for the last enquiry: seconds at the most, little of any window. */
    private Duration margin() {
        Duration timeout = rundown.client().callTimeout();
        Duration most = Duration.between(from, to).dividedBy(50);
        most = most.compareTo(MARGIN) < 0 ? most : MARGIN;
        return timeout.compareTo(most) < 0 ? timeout : most;
    }

    private String servingAtEnd(List<StepResult> steps) {
        String serving = session.startsAt();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).startedAt() != null) {
                serving = session.steps().get(i).servingAfter();
            }
        }
        return serving;
    }

    private SessionResult result(List<StepResult> steps, SessionTimeline timeline) {
        List<String> failed = steps.stream()
                .filter(StepResult::failsSession)
                .map(step -> step.title() + " " + step.verdict())
                .toList();
        String detail = participants.isEmpty() ? "no participant takes part" : String.join("; ", failed);
        Verdict verdict = failed.isEmpty() && !participants.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
        return new SessionResult(
                session.id(), session.title(), session.site(), from, to, verdict, detail, steps, timeline);
    }

    private SessionTimeline timeline(List<ClientSystem> clients, Duration width, int buckets) {
        long[] calls = new long[buckets * 3];
        clients.forEach(client -> {
            client.buckets.end();
            client.buckets.addCalls(calls);
        });
        List<SessionTimeline.Calls> outcomes = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            outcomes.add(new SessionTimeline.Calls(calls[i * 3], calls[i * 3 + 1], calls[i * 3 + 2]));
        }
        List<SessionTimeline.SiteHealth> sites = new ArrayList<>();
        for (int site = 0; site < rundown.sites().size(); site++) {
            List<SessionTimeline.Seen> seen = new ArrayList<>();
            for (int i = 0; i < buckets; i++) {
                seen.add(seen(clients, site, i));
            }
            String id = rundown.sites().get(site).id();
            sites.add(new SessionTimeline.SiteHealth(id, seen, spans.of(id)));
        }
        return new SessionTimeline(from, width, outcomes, sites);
    }

    private static SessionTimeline.Seen seen(List<ClientSystem> clients, int site, int bucket) {
        int[] count = new int[Health.values().length];
        for (ClientSystem client : clients) {
            count[client.buckets.health(site, bucket).ordinal()]++;
        }
        return new SessionTimeline.Seen(
                count[Health.SERVING.ordinal()],
                count[Health.STANDBY.ordinal()],
                count[Health.DOWN.ordinal()],
                count[Health.UNKNOWN.ordinal()]);
    }
}

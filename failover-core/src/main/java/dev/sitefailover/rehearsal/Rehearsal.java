package dev.sitefailover.rehearsal;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.ReportHeader;
import dev.sitefailover.rehearsal.result.ReportHeader.SiteLabel;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.RunState;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.TraceDigest;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.Objectives;
import dev.sitefailover.rehearsal.rundown.ParticipantEntry;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rehearses a rundown at a venue and reports what was found. Immutable; methods copy. The same rundown, seed and venue
 * under virtual time give the same report, byte for byte.
 *
 * <pre>{@code
 * Report report = Rehearsal.of(rundown).seed(7).run(SimulatedVenue.create());
 * }</pre>
 */
public final class Rehearsal {
    private final Rundown rundown;
    private final long seed;
    private final RehearsalProgress progress;
    private final RehearsalEvents events;
    private final String replay;
    private final @Nullable Consumer<RunState> far;
    private final @Nullable RunState resumed;

    private Rehearsal(
            Rundown rundown,
            long seed,
            RehearsalProgress progress,
            RehearsalEvents events,
            String replay,
            @Nullable Consumer<RunState> far,
            @Nullable RunState resumed) {
        this.rundown = rundown;
        this.seed = seed;
        this.progress = requireNonNull(progress);
        this.events = requireNonNull(events);
        this.replay = replay;
        this.far = far;
        this.resumed = resumed;
    }

    /** With seed 1, told to nobody. */
    public static Rehearsal of(Rundown rundown) {
        return new Rehearsal(rundown, 1, RehearsalProgress.NONE, RehearsalEvents.NONE, "", null, null);
    }

    /** The seed of every draw; default 1. */
    public Rehearsal seed(long seed) {
        return new Rehearsal(rundown, seed, progress, events, replay, far, resumed);
    }

    /** Who hears how far it is. */
    public Rehearsal progress(RehearsalProgress progress) {
        return new Rehearsal(rundown, seed, progress, events, replay, far, resumed);
    }

    /** Who hears what explains the run, for instance to write a trace file. */
    public Rehearsal events(RehearsalEvents events) {
        return new Rehearsal(rundown, seed, progress, events, replay, far, resumed);
    }

    /** The command line that repeats this run, for the report; default: none, and the report gives the seed. */
    public Rehearsal replay(String command) {
        return new Rehearsal(rundown, seed, progress, events, command, far, resumed);
    }

    /** Who hears after each step how far it is, and at the end of a run that was interrupted; for {@link #resume}. */
    public Rehearsal checkpoints(Consumer<RunState> keeper) {
        return new Rehearsal(rundown, seed, progress, events, replay, requireNonNull(keeper), resumed);
    }

    /**
     * Goes on where an earlier run of the same rundown stopped: what it finished is kept, and the session in which it
     * stopped begins anew with the next step, at the site then serving by plan.
     */
    public Rehearsal resume(RunState state) {
        return new Rehearsal(rundown, seed, progress, events, replay, far, state);
    }

    /** Runs it; takes as long as the venue does. */
    public Report run(Venue venue) {
        return new Run(venue).run();
    }

    private final class Run {
        private final Venue venue;
        private final List<Participant> participants = new ArrayList<>();
        private final Map<String, SessionResult> results = new LinkedHashMap<>();
        private final Windows windows = new Windows(rundown.sessions());
        private @Nullable SessionRunner running;
        /** Calls and probes of the run that is gone on with. */
        private long before;

        Run(Venue venue) {
            this.venue = venue;
        }

        Report run() {
            try (Performance performance = venue.open(
                    rundown,
                    seed,
                    events,
                    now -> progress.advanced(shown(now), windows.behind(shown(now)), operations() - before))) {
                List<ParticipantEntry> admitted = rundown.admitted();
                for (Station station : performance.stations()) {
                    participants.add(new Participant(admitted.get(station.index()), station));
                }
                goOn();
                closeAgain(performance);
                for (SessionPlan session : rundown.sessions()) {
                    if (results.containsKey(session.id())) {
                        continue;
                    }
                    Optional<String> gate =
                            performance.isInterrupted() ? Optional.of(SessionResult.INTERRUPTED) : gate(session);
                    progress.sessionStarted(session);
                    SessionResult result = gate.isPresent() ? skipped(session, gate.get()) : ran(performance, session);
                    results.put(session.id(), result);
                    progress.sessionEnded(result);
                }
                Report report = report(performance);
                if (performance.isInterrupted()) {
                    tellHowFar(performance);
                }
                return report;
            }
        }

        private Instant shown(Instant now) {
            SessionRunner session = running;
            return session == null ? now : session.shown();
        }

        /** What an earlier run finished. */
        private void goOn() {
            RunState state = resumed;
            if (state == null) {
                return;
            }
            state.finished().forEach(result -> results.put(result.id(), result));
            Map<String, RunState.ParticipantState> byId = new LinkedHashMap<>();
            state.participants().forEach(each -> byId.put(each.id(), each));
            for (Participant participant : participants) {
                RunState.ParticipantState own = byId.get(participant.id());
                if (own != null) {
                    participant.station.still(() -> participant.resume(own));
                }
            }
            before = operations();
        }

        /** Between two sessions the earlier run may have ended before the sites were healed and brought up to date. */
        private void closeAgain(Performance performance) {
            RunState state = resumed;
            if (state == null
                    || state.session() != null
                    || results.size() == rundown.sessions().size()) {
                return;
            }
            String serving = null;
            for (SessionPlan session : rundown.sessions()) {
                SessionResult result = results.get(session.id());
                if (result != null && result.verdict() != Verdict.SKIPPED) {
                    serving = SessionRunner.servingAtEnd(session, result.steps());
                }
            }
            if (serving != null) {
                performance.organiser().close(serving);
            }
        }

        private SessionResult ran(Performance performance, SessionPlan session) {
            RunState state = resumed;
            boolean goesOn = state != null && session.id().equals(state.session());
            SessionRunner runner = new SessionRunner(
                    rundown,
                    seed,
                    performance,
                    participants,
                    events,
                    progress,
                    session,
                    state != null && goesOn
                            ? new SessionRunner.Begun(state.began(), state.steps())
                            : SessionRunner.Begun.NOT,
                    sofar -> tell(performance, session.id(), sofar.began(), sofar.steps(), sofar.moves()));
            running = runner;
            SessionResult result = runner.run();
            running = null;
            if (!performance.isInterrupted()) {
                results.put(session.id(), result);
                tell(performance, null, null, List.of(), Map::of);
            }
            return result;
        }

        /** At the end of an interrupted run: the session it was interrupted in, with what was finished of it. */
        private void tellHowFar(Performance performance) {
            for (SessionResult result : List.copyOf(results.values())) {
                List<StepResult> finished = result.steps().stream()
                        .takeWhile(step ->
                                step.startedAt() != null && !step.detail().contains("interrupted"))
                        .toList();
                boolean whole = finished.size() == result.steps().size()
                        || (result.verdict() == Verdict.SKIPPED && !result.isInterrupted());
                if (!whole) {
                    List<String> from = new ArrayList<>(results.keySet());
                    from.subList(from.indexOf(result.id()), from.size()).forEach(results::remove);
                    boolean begun = result.verdict() != Verdict.SKIPPED;
                    tell(performance, begun ? result.id() : null, begun ? result.from() : null, finished, Map::of);
                    return;
                }
            }
            tell(performance, null, null, List.of(), Map::of);
        }

        private void tell(
                Performance performance,
                @Nullable String session,
                @Nullable Instant began,
                List<StepResult> steps,
                Supplier<Map<String, List<SwitchoverResult>>> moves) {
            Consumer<RunState> keeper = far;
            if (keeper == null) {
                return;
            }
            Map<String, List<SwitchoverResult>> ofSession = moves.get();
            List<RunState.ParticipantState> states = new ArrayList<>();
            for (Participant participant : participants) {
                List<SwitchoverResult> latest = ofSession.getOrDefault(participant.id(), List.of());
                participant.station.still(() -> states.add(participant.state(latest)));
            }
            keeper.accept(
                    new RunState(List.copyOf(results.values()), session, began, steps, states, digest(performance)));
        }

        private TraceDigest digest(Performance performance) {
            TraceDigest own = performance.digest();
            return resumed == null ? own : resumed.trace().and(own);
        }

        private long operations() {
            long operations = 0;
            for (Participant participant : participants) {
                operations += participant.tally.sent + participant.tally.probes;
            }
            return operations;
        }

        /** Why the session must not run, or nothing. */
        private Optional<String> gate(SessionPlan session) {
            for (String earlier : session.subjectTo()) {
                SessionResult result = results.get(earlier);
                if (result == null || result.verdict() != Verdict.PASSED) {
                    return Optional.of("subject to the result of " + earlier + ", which "
                            + (result == null ? "did not run" : "was " + result.verdict()));
                }
            }
            return Optional.empty();
        }

        private SessionResult skipped(SessionPlan session, String why) {
            List<StepResult> steps = session.steps().stream()
                    .map(plan -> StepResult.skipped(
                            plan.step().kind(),
                            plan.title(),
                            plan.optional(),
                            plan.at().map(at -> at.toInstant()).orElse(null),
                            "the session was skipped"))
                    .toList();
            return new SessionResult(
                    session.id(),
                    session.title(),
                    session.site(),
                    session.from().toInstant(),
                    session.to().toInstant(),
                    Verdict.SKIPPED,
                    why,
                    steps,
                    null);
        }

        private Report report(Performance performance) {
            List<SwitchoverResult> switchovers = switchovers();
            Duration rpo = Participant.rpo(participants.stream());
            RequestCounts requests = requests();
            return new Report(
                    header(performance), // after the figures: it says what of them could not be known
                    participantResults(),
                    new ArrayList<>(results.values()),
                    switchovers,
                    requests,
                    rpo,
                    objectives(switchovers, rpo),
                    Timing.formulas(rundown),
                    operations(),
                    digest(performance));
        }

        private ReportHeader header(Performance performance) {
            return new ReportHeader(
                    rundown.title(),
                    rundown.organiser().orElse(null),
                    rundown.reference().orElse(null),
                    rundown.guidelines(),
                    rundown.timeZone(),
                    rundown.sites().stream()
                            .map(site -> new SiteLabel(site.id(), site.title()))
                            .toList(),
                    seed,
                    venue.name(),
                    replay,
                    performance.pace(),
                    limits(performance));
        }

        private List<String> limits(Performance performance) {
            List<String> limits = new ArrayList<>(performance.organiser().limits());
            long unknown = participants.stream()
                    .filter(participant -> participant.rpo() == null)
                    .count();
            if (unknown > 0) {
                limits.add(
                        "The organiser's books could not be read for " + unknown + " of " + participants.size()
                                + " participants: lost and duplicated are what had been found before, and the rpo is not known.");
            }
            return limits;
        }

        private List<ParticipantResult> participantResults() {
            Map<String, ParticipantResult> taking = new LinkedHashMap<>();
            participants.forEach(participant -> taking.put(participant.id(), participant.result()));
            return rundown.participants().stream()
                    .map(entry -> taking.getOrDefault(entry.id(), refused(entry)))
                    .toList();
        }

        private ParticipantResult refused(ParticipantEntry entry) {
            return new ParticipantResult(
                    entry.id(),
                    entry.title(),
                    entry.registeredAt().orElse(null),
                    Verdict.REFUSED,
                    "registered after the deadline"
                            + rundown.registration()
                                    .by()
                                    .map(by -> ", " + by.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS) + " in "
                                            + by.getZone())
                                    .orElse(""));
        }

        private List<SwitchoverResult> switchovers() {
            List<SwitchoverResult> all = new ArrayList<>();
            participants.forEach(participant -> all.addAll(participant.switchovers));
            Map<String, Integer> order = new LinkedHashMap<>();
            participants.forEach(participant -> order.put(participant.id(), order.size()));
            all.sort(Comparator.comparing(Run::when).thenComparing(move -> order.get(move.participant())));
            return all;
        }

        private static Instant when(SwitchoverResult move) {
            Instant decided = move.decidedAt();
            return decided == null ? Instant.MAX : decided;
        }

        private RequestCounts requests() {
            Participant.Tally sum = new Participant.Tally();
            long lost = 0;
            long duplicated = 0;
            for (Participant participant : participants) {
                Participant.Tally tally = participant.tally;
                sum.sent += tally.sent;
                sum.succeeded += tally.succeeded;
                sum.failed += tally.failed;
                sum.inDoubt += tally.inDoubt;
                sum.reconciled += tally.reconciled;
                lost += participant.lost();
                duplicated += participant.duplicated();
            }
            return new RequestCounts(
                    sum.sent, sum.succeeded, sum.failed, sum.inDoubt, sum.reconciled, lost, duplicated);
        }

        private List<ObjectiveResult> objectives(List<SwitchoverResult> moves, @Nullable Duration rpo) {
            Objectives targets = rundown.objectives();
            return List.of(
                    timed("rto", targets.rto().orElse(null), moves, SwitchoverResult::rto),
                    timed("clientRto", targets.clientRto().orElse(null), moves, SwitchoverResult::clientShare),
                    judged("rpo", targets.rpo().orElse(null), rpo));
        }

        private static ObjectiveResult timed(
                String name,
                @Nullable Duration target,
                List<SwitchoverResult> moves,
                Function<SwitchoverResult, @Nullable Duration> figure) {
            Duration worst = Duration.ZERO;
            for (SwitchoverResult move : moves) {
                Duration actual = figure.apply(move);
                if (actual == null) {
                    return new ObjectiveResult(name, target, null, target == null ? Verdict.SKIPPED : Verdict.FAILED);
                }
                worst = actual.compareTo(worst) > 0 ? actual : worst;
            }
            return moves.isEmpty()
                    ? new ObjectiveResult(name, target, null, Verdict.SKIPPED)
                    : judged(name, target, worst);
        }

        /** What could not be measured is not reached. */
        private static ObjectiveResult judged(String name, @Nullable Duration target, @Nullable Duration actual) {
            Verdict verdict = target == null
                    ? Verdict.SKIPPED
                    : actual != null && actual.compareTo(target) <= 0 ? Verdict.PASSED : Verdict.FAILED;
            return new ObjectiveResult(name, target, actual, verdict);
        }
    }

    /** How much of all windows is behind at some instant. */
    private record Windows(List<SessionPlan> sessions) {
        double behind(Instant now) {
            long all = 0;
            long behind = 0;
            for (SessionPlan session : sessions) {
                Instant from = session.from().toInstant();
                Instant to = session.to().toInstant();
                long length = Duration.between(from, to).toMillis();
                all += length;
                behind += now.isBefore(from)
                        ? 0
                        : Math.min(length, Duration.between(from, now).toMillis());
            }
            return all == 0 ? 1 : (double) behind / (double) all;
        }
    }
}

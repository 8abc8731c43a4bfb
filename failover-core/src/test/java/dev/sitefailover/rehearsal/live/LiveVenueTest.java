package dev.sitefailover.rehearsal.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.RehearsalProgress;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.RunState;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.runtime.EngineRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveVenueTest {
    private static final String HEAD =
            """
            format: 1
            title: Live
            timeZone: Asia/Hong_Kong
            objectives: { rto: PT2H, rpo: PT0S }
            sites: [{ id: primary }, { id: secondary }]
            participants: 5
            client: { probe: { interval: PT0.1S, timeout: PT0.1S }, callTimeout: PT0.5S }
            workload: { enquiries: 5, submissions: 5 }
            sessions:
            """;
    private static final String FIRST =
            """
              - id: first
                date: 2024-03-23
                window: "12:00-12:30"
                site: primary
                steps:
                  - connectivity-test
                  - { at: "12:10", submit: { count: 3 } }
            """;
    private static final String MOVE =
            """
              - id: move
                date: 2024-03-23
                window: "13:00-14:00"
                site: secondary
                steps:
                  - { at: "13:10", site-failover: { promotedAfter: PT10M }, within: PT30M }
                  - connectivity-test
                  - { enquiry: { records: 200 } }
                  - { report-download: {} }
                  - { submit: { count: 3 } }
                  - reconcile
                  - clean-up
                  - sign-off
            """;

    private static final String OUTAGE =
            """
              - id: outage
                date: 2024-03-23
                window: "12:00-12:10"
                site: primary
                steps:
                  - outage: { site: primary, fault: crash }
            """;

    private final EngineRuntime threads = EngineRuntime.system();
    private final List<FakeSite> sites = FakeSite.pair("primary", "secondary");

    @AfterEach
    void end() {
        threads.close();
    }

    private LiveVenue venue() {
        return LiveVenue.of(FakeSite.connector(sites, threads.executor()), sites)
                .pace(1200);
    }

    private static Rundown rundown(String... sessions) {
        return RundownReader.read("test", (HEAD + String.join("", sessions)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMoveIsRehearsedInRealTimeAndItsFiguresAreThoseOfTheRun() {
        Instant before = Instant.now();
        Report report = Rehearsal.of(rundown(FIRST, MOVE)).run(venue());
        Instant after = Instant.now();

        assertThat(report.reasons()).isEmpty();
        assertThat(report.header().venue()).isEqualTo("live");
        assertThat(report.header().pace()).isEqualTo(1200);
        assertThat(report.switchovers()).hasSize(5);
        assertThat(report.requests().lost()).isZero();
        assertThat(report.requests().duplicated()).isZero();
        assertThat(instants(report))
                .allMatch(at -> !at.isBefore(before.minusSeconds(1)) && !at.isAfter(after.plusSeconds(1)));
        StepResult move = report.sessions().get(1).steps().get(0);
        assertThat(move.plannedAt()).isEqualTo("2024-03-23T05:10:00Z");
        // ten minutes at this pace are half a second, of which nothing is the plan's
        assertThat(report.switchovers()).allSatisfy(s -> {
            assertThat(s.rto()).isBetween(Duration.ofMillis(450), Duration.ofSeconds(20));
            assertThat(requireNonNull(s.organiserShare()).plus(requireNonNull(s.clientShare())))
                    .isEqualTo(s.rto());
        });
    }

    private static List<Instant> instants(Report report) {
        Stream<Instant> moves = report.switchovers().stream()
                .flatMap(s -> Stream.of(
                        s.lastGoodAt(), s.targetServingAt(), s.decidedAt(), s.activatedAt(), s.firstSuccessAt()));
        Stream<Instant> steps = report.sessions().stream()
                .flatMap(session -> Stream.concat(
                        Stream.of(session.from(), session.to()),
                        session.steps().stream().flatMap(step -> Stream.of(step.startedAt(), step.endedAt()))));
        return Stream.concat(moves, steps).toList();
    }

    @Test
    void acknowledgedSubmissionsThatTheSurvivorDoesNotHaveAreLostAndFailTheRehearsal() {
        sites.get(0).keepToItself();
        Report report = Rehearsal.of(rundown(MOVE)).run(venue());

        assertThat(report.requests().lost()).isPositive();
        assertThat(report.rpo()).isPositive();
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void whatNobodyCouldLookUpIsNotPassed() {
        sites.get(1).closeTheBooks();
        Report report = Rehearsal.of(rundown(MOVE)).run(venue());

        assertThat(report.rpo()).isNull();
        assertThat(report.objectives())
                .filteredOn(objective -> objective.name().equals("rpo"))
                .singleElement()
                .satisfies(rpo -> {
                    assertThat(rpo.actual()).isNull();
                    assertThat(rpo.verdict()).isEqualTo(Verdict.FAILED);
                });
        assertThat(report.reasons()).contains("objective rpo missed: target PT0S, not known");
        assertThat(report.sessions().get(0).steps().get(5).detail()).contains("books cannot be read");
        assertThat(String.join(" ", report.header().limits()))
                .contains("The books of secondary could not be read: secondary shows its books to nobody.")
                .contains("could not be read for 5 of 5 participants");
    }

    @Test
    void aCrashThatTheOperatorRefusesFailsItsStepAndIsNoShutdown() {
        sites.get(0).refuseOrders();
        Report report = Rehearsal.of(rundown(OUTAGE)).run(venue());

        StepResult outage = report.sessions().get(0).steps().get(0);
        assertThat(outage.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outage.detail()).contains("the operator said no to: take primary down");
        assertThat(report.requests().lost()).isZero();
    }

    @Test
    void aPromotionThatTheOperatorRefusesFailsItsStepAtOnceAndSaysWhy() {
        sites.get(1).refuseOrders();
        Instant before = Instant.now();
        Report report = Rehearsal.of(rundown(MOVE)).run(venue());

        StepResult move = report.sessions().get(0).steps().get(0);
        assertThat(move.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(move.detail()).contains("the operator said no to: open secondary");
        assertThat(Duration.between(before, move.endedAt())).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void anUnansweredSignOffIsNotGiven() {
        String signOff =
                """
                  - id: people
                    date: 2024-03-23
                    window: "12:00-12:10"
                    site: primary
                    steps: [sign-off]
                """;
        Report report = Rehearsal.of(rundown(signOff)).run(venue().prompt(text -> Optional.empty()));
        StepResult step = report.sessions().get(0).steps().get(0);
        assertThat(step.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(step.detail()).contains("nobody gave the sign-off");
    }

    @Test
    void theAgeOfALossIsCountedToTheShutdownItWasLostInAndNotToALaterOne() {
        String back =
                """
                  - id: back
                    date: 2024-03-23
                    window: "15:00-15:30"
                    site: primary
                    steps: [{ at: "15:10", site-failback: {} }]
                """;
        sites.get(0).keepToItself();
        Report report = Rehearsal.of(rundown(MOVE, back)).run(venue());

        Instant crash = (Instant) requireNonNull(
                report.sessions().get(0).steps().get(0).evidence().entries().get("shutdownAt"));
        assertThat(report.requests().lost()).isPositive();
        assertThat(report.rpo())
                .isPositive()
                .isLessThanOrEqualTo(Duration.between(report.sessions().get(0).from(), crash));
    }

    @Test
    void whatIsStoppedInTheMiddleIsReportedSoFarAndGoesOnAfterItsLastFinishedStep() {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<RunState> kept = new AtomicReference<>();
        Report part = Rehearsal.of(rundown(FIRST, MOVE))
                .progress(stoppingBefore("connectivity-test", "move", stop))
                .checkpoints(kept::set)
                .run(venue().stopWhen(stop::get));

        assertThat(part.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(part.sessions().get(0).verdict()).isEqualTo(Verdict.PASSED);
        List<StepResult> steps = part.sessions().get(1).steps();
        assertThat(steps.get(0).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(steps.get(7).verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(steps.get(7).detail()).isEqualTo("interrupted");

        List<String> begun = new ArrayList<>();
        Report whole = Rehearsal.of(rundown(FIRST, MOVE))
                .resume(requireNonNull(kept.get()))
                .progress(new RehearsalProgress() {
                    @Override
                    public void sessionStarted(SessionPlan session) {
                        begun.add(session.id());
                    }
                })
                .run(venue());

        assertThat(whole.reasons()).isEmpty();
        assertThat(begun).containsExactly("move");
        assertThat(whole.sessions()).extracting(SessionResult::verdict).containsOnly(Verdict.PASSED);
        assertThat(whole.sessions().get(0)).isEqualTo(part.sessions().get(0));
        assertThat(whole.sessions().get(1).steps().get(0)).isEqualTo(steps.get(0));
        assertThat(whole.switchovers()).containsAll(part.switchovers());
        assertThat(whole.switchovers())
                .extracting(SwitchoverResult::participant)
                .doesNotHaveDuplicates();
        assertThat(whole.requests().sent()).isGreaterThan(part.requests().sent());
    }

    @Test
    void whatIsStoppedBetweenTwoSessionsIsNotPassedAndTheSitesAreHealedBeforeItGoesOn() {
        String later =
                """
                  - id: later
                    date: 2024-03-23
                    window: "15:00-15:30"
                    site: primary
                    steps: [connectivity-test]
                """;
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<RunState> kept = new AtomicReference<>();
        Report part = Rehearsal.of(rundown(MOVE, later))
                .progress(new RehearsalProgress() {
                    @Override
                    public void sessionEnded(SessionResult result) {
                        stop.set(true);
                    }
                })
                .checkpoints(kept::set)
                .run(venue().stopWhen(stop::get));

        assertThat(part.sessions().get(0).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(part.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(part.reasons()).containsExactly("interrupted: not held was session later");

        sites.get(0).crash(); // as where nobody had healed it before the program ended
        List<Double> progress = new CopyOnWriteArrayList<>();
        Report whole = Rehearsal.of(rundown(MOVE, later))
                .resume(requireNonNull(kept.get()))
                .progress(new RehearsalProgress() {
                    @Override
                    public void advanced(Instant now, double fraction, long operations) {
                        progress.add(fraction);
                    }
                })
                .run(venue());
        assertThat(whole.reasons()).isEmpty();
        // one hour of one and a half is behind
        assertThat(progress)
                .isNotEmpty()
                .allMatch(behind -> behind >= 0.66)
                .element(0, DOUBLE)
                .isLessThan(0.9);
    }

    private static RehearsalProgress stoppingBefore(String kind, String session, AtomicBoolean stop) {
        return new RehearsalProgress() {
            @Override
            public void stepStarted(SessionPlan plan, dev.sitefailover.rehearsal.rundown.StepPlan step, Instant at) {
                if (plan.id().equals(session) && step.step().kind().equals(kind)) {
                    stop.set(true);
                }
            }
        };
    }

    @Test
    void peopleAreAskedAndWhatTheySayIsEvidence() {
        List<String> asked = new ArrayList<>();
        String tasks =
                """
                  - id: people
                    date: 2024-03-23
                    window: "12:00-12:30"
                    site: primary
                    steps:
                      - { task: { text: Back up the ledgers } }
                      - { task: { by: organiser, text: Change the names } }
                      - sign-off
                """;
        Report report = Rehearsal.of(rundown(tasks)).run(venue().prompt(text -> {
            asked.add(text);
            return Optional.of(asked.size() == 2 ? "no" : "A. Clerk");
        }));

        List<StepResult> steps = report.sessions().get(0).steps();
        assertThat(asked).hasSize(3);
        assertThat(asked.get(0)).contains("participant", "Back up the ledgers");
        assertThat(steps.get(0).evidence().entries()).containsEntry("done", "done: A. Clerk");
        assertThat(steps.get(1).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(steps.get(2).evidence().entries()).containsEntry("given", "given: A. Clerk");
    }

    @Test
    void withoutPeopleASignOffIsGivenUnattended() {
        String signOff =
                """
                  - id: people
                    date: 2024-03-23
                    window: "12:00-12:10"
                    site: primary
                    steps: [sign-off]
                """;
        Report report = Rehearsal.of(rundown(signOff)).run(venue());
        assertThat(report.sessions().get(0).steps().get(0).evidence().entries())
                .containsEntry("given", "given unattended");
    }
}

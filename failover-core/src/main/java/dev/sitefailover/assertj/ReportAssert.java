package dev.sitefailover.assertj;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what a rehearsal found. A failure shows its sessions and steps, and the stages of the worst moves. */
public class ReportAssert extends AbstractAssert<ReportAssert, Report> {
    private static final int MOST_NAMED = 5;

    /** Use {@link FailoverAssertions#assertThat(Report)}. */
    public ReportAssert(Report actual) {
        super(actual, ReportAssert.class);
    }

    // -- verdicts

    /** The rehearsal passed. */
    public ReportAssert hasPassed() {
        isNotNull();
        List<String> reasons = actual.reasons();
        if (!reasons.isEmpty()) {
            fail(
                    "Expecting the rehearsal \"" + actual.header().title() + "\" to pass, but it failed:\n  - "
                            + String.join("\n  - ", reasons),
                    StepResult::failsSession,
                    notArrived());
        }
        return this;
    }

    /** The rehearsal failed. */
    public ReportAssert hasFailed() {
        isNotNull();
        if (actual.verdict() != Verdict.FAILED) {
            fail(
                    "Expecting the rehearsal \"" + actual.header().title() + "\" to fail, but it passed.",
                    step -> false,
                    List.of());
        }
        return this;
    }

    /** The session of that id passed. */
    public ReportAssert hasPassedSession(String id) {
        isNotNull();
        List<SessionResult> found = actual.sessions().stream()
                .filter(session -> session.id().equals(id))
                .toList();
        if (found.isEmpty()) {
            fail(
                    "Expecting session " + id + " to pass, but there is none; the sessions are "
                            + actual.sessions().stream().map(SessionResult::id).toList() + ".",
                    step -> false,
                    List.of());
        } else if (found.get(0).verdict() != Verdict.PASSED) {
            SessionResult session = found.get(0);
            fail(
                    "Expecting session " + id + " to pass, but it is " + session.verdict()
                            + (session.detail().isEmpty() ? "." : ": " + session.detail()),
                    session.steps()::contains,
                    List.of());
        }
        return this;
    }

    /** There are steps of that kind, for instance {@code site-failover}, and all of them passed. */
    public ReportAssert hasPassedStep(String kind) {
        return steps(kind, Verdict.PASSED);
    }

    /** There are steps of that kind, and all of them failed: the rehearsal was to find something out. */
    public ReportAssert hasFailedStep(String kind) {
        return steps(kind, Verdict.FAILED);
    }

    private ReportAssert steps(String kind, Verdict expected) {
        isNotNull();
        List<StepResult> found = new ArrayList<>();
        for (SessionResult session : actual.sessions()) {
            session.steps().stream().filter(step -> step.kind().equals(kind)).forEach(found::add);
        }
        List<StepResult> others =
                found.stream().filter(step -> step.verdict() != expected).toList();
        if (found.isEmpty() || !others.isEmpty()) {
            fail(
                    "Expecting " + kind + " to have " + expected + ", but "
                            + (found.isEmpty()
                                    ? "the rundown has no such step."
                                    : others.size() + " of " + Words.count(found.size(), "such step")
                                            + (others.size() == 1 ? " is " : " are ")
                                            + others.get(0).verdict()
                                            + (others.get(0).detail().isEmpty()
                                                    ? "."
                                                    : ": " + others.get(0).detail())),
                    others::contains,
                    List.of());
        }
        return this;
    }

    /** That objective ({@code rto}, {@code clientRto} or {@code rpo}) was set and met. */
    public ReportAssert hasMetObjective(String name) {
        isNotNull();
        ObjectiveResult objective = actual.objectives().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
        Duration target = objective == null ? null : objective.target();
        if (objective == null || target == null) {
            fail(
                    "Expecting objective " + name + " to be met, but the rundown sets no such target.",
                    step -> false,
                    List.of());
        } else if (objective.verdict() != Verdict.PASSED) {
            Duration worst = objective.actual();
            fail(
                    "Expecting objective " + name + " to be met, but it is " + objective.verdict() + ": target "
                            + Words.duration(target) + ", worst case "
                            + (worst == null ? "not known or not reached" : Words.duration(worst)) + ".",
                    step -> false,
                    slowest(name.equals("clientRto") ? SwitchoverResult::clientShare : SwitchoverResult::rto).stream()
                            .limit(1)
                            .toList());
        }
        return this;
    }

    // -- moves

    /** Every move of every participant took that long at most from the last good reply to the first success (RTO). */
    public ReportAssert recoveredWithin(Duration limit) {
        return within("every participant to recover within ", limit, SwitchoverResult::rto);
    }

    /** Like {@link #recoveredWithin}, without the time until the target served: the clients' share of the RTO. */
    public ReportAssert followedWithin(Duration limit) {
        return within("every participant's client to follow within ", limit, SwitchoverResult::clientShare);
    }

    private ReportAssert within(
            String expected, Duration limit, Function<SwitchoverResult, @Nullable Duration> measured) {
        isNotNull();
        moves(expected + Words.duration(limit));
        List<SwitchoverResult> late = slowest(measured).stream()
                .filter(move -> {
                    Duration took = measured.apply(move);
                    return took == null || took.compareTo(limit) > 0;
                })
                .toList();
        if (!late.isEmpty()) {
            SwitchoverResult worst = late.get(0);
            Duration took = measured.apply(worst);
            fail(
                    "Expecting " + expected + Words.duration(limit) + ", but " + Words.count(late.size(), "move")
                            + " of "
                            + actual.switchovers().size() + " did not; the worst is that of " + worst.participant()
                            + " to " + worst.to() + ": "
                            + (took == null ? "no call was ever answered there" : Words.duration(took)) + ".",
                    step -> false,
                    List.of(worst));
        }
        return this;
    }

    /** Every participant that took part moved between two sites exactly so many times. */
    public ReportAssert hasSwitched(int times) {
        isNotNull();
        List<SwitchoverResult> shown = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (ParticipantResult participant : actual.participants()) {
            List<SwitchoverResult> moves = actual.switchovers().stream()
                    .filter(move ->
                            move.activatedAt() != null && move.participant().equals(participant.id()))
                    .toList();
            if (participant.verdict() != Verdict.REFUSED && moves.size() != times) {
                others.add(participant.id() + " did " + (moves.isEmpty() ? "not" : "so " + Words.times(moves.size())));
                shown.addAll(moves);
            }
        }
        if (!others.isEmpty()) {
            fail(
                    "Expecting every participant "
                            + (times == 0 ? "not to have switched" : "to have switched exactly " + Words.times(times))
                            + ", but " + named(others) + ".",
                    step -> false,
                    shown);
        }
        return this;
    }

    /** Whoever took part made every move that the rundown's steps asked for, and had a call answered there. */
    public ReportAssert everyParticipantFollowed() {
        isNotNull();
        moves("every participant to follow");
        Map<String, List<SwitchoverResult>> asked = new LinkedHashMap<>();
        for (SwitchoverResult move : actual.switchovers()) {
            if (move.step() != SwitchoverResult.NO_STEP) {
                asked.computeIfAbsent(
                                "session " + move.session() + ", step " + (move.step() + 1) + ", to " + move.to(),
                                key -> new ArrayList<>())
                        .add(move);
            }
        }
        List<String> missing = new ArrayList<>();
        List<SwitchoverResult> shown = new ArrayList<>();
        asked.forEach((where, moves) -> {
            List<String> arrived = moves.stream()
                    .filter(move -> move.firstSuccessAt() != null)
                    .map(SwitchoverResult::participant)
                    .toList();
            List<String> absent = actual.participants().stream()
                    .filter(participant -> participant.verdict() != Verdict.REFUSED)
                    .map(ParticipantResult::id)
                    .filter(id -> !arrived.contains(id))
                    .toList();
            if (!absent.isEmpty()) {
                missing.add(where + ": " + named(absent));
                moves.stream()
                        .filter(move -> absent.contains(move.participant()))
                        .forEach(shown::add);
            }
        });
        if (!missing.isEmpty()) {
            fail(
                    "Expecting every participant to follow, but these did not:\n  - " + String.join("\n  - ", missing),
                    step -> false,
                    shown);
        }
        return this;
    }

    // -- calls

    /** No acknowledged submission was undone by a move. */
    public ReportAssert hasLostNothing() {
        isNotNull();
        return none("no acknowledged submission to be lost", actual.requests().lost(), "was", "were");
    }

    /** No submission took effect twice. */
    public ReportAssert hasDuplicatedNothing() {
        isNotNull();
        return none("no submission to take effect twice", actual.requests().duplicated(), "did", "did");
    }

    /** Nothing was left in doubt at the end. */
    public ReportAssert hasNothingInDoubt() {
        isNotNull();
        return none("nothing to be left in doubt", actual.requests().inDoubt(), "is", "are");
    }

    private ReportAssert none(String expected, long count, String single, String several) {
        if (count > 0) {
            var calls = actual.requests();
            fail(
                    "Expecting " + expected + ", but " + count + " "
                            + (count == 1 ? single : several)
                            + ".\nThe calls: " + calls.sent() + " sent = " + calls.succeeded() + " succeeded + "
                            + calls.failed() + " failed + " + calls.inDoubt() + " in doubt; " + calls.reconciled()
                            + " reconciled, " + calls.lost() + " lost, " + calls.duplicated() + " duplicated.",
                    step -> step.kind().equals("site-failover") || step.kind().equals("reconcile"),
                    List.of());
        }
        return this;
    }

    /** The run had that fingerprint: everything happened as it did then. */
    public ReportAssert hasDigest(String sha256) {
        isNotNull();
        String digest = actual.trace().sha256();
        if (!digest.equals(sha256)) {
            failWithActualExpectedAndMessage(
                    digest,
                    sha256,
                    "%s",
                    "\nExpecting the run's digest to be\n  " + sha256 + "\nbut it is\n  " + digest + "\nover "
                            + Words.count(actual.trace().events(), "event")
                            + ".\nRundown, seed, participants and library have to be the same.");
        }
        return this;
    }

    // -- inside

    private void moves(String expected) {
        if (actual.switchovers().isEmpty()) {
            fail(
                    "Expecting " + expected + ", but nobody moved between two sites."
                            + "\nHas the rundown a site-failover step, and did its session run?",
                    step -> false,
                    List.of());
        }
    }

    private List<SwitchoverResult> notArrived() {
        return actual.switchovers().stream()
                .filter(move -> move.firstSuccessAt() == null)
                .toList();
    }

    /** The worst first; one that never arrived is worse than any. */
    private List<SwitchoverResult> slowest(Function<SwitchoverResult, @Nullable Duration> measured) {
        Comparator<SwitchoverResult> byTime = Comparator.comparing(move -> {
            Duration took = measured.apply(move);
            return took == null ? Duration.ofSeconds(Long.MAX_VALUE) : took;
        });
        return actual.switchovers().stream().sorted(byTime.reversed()).toList();
    }

    private static String named(List<String> ids) {
        return ids.size() <= MOST_NAMED
                ? String.join(", ", ids)
                : String.join(", ", ids.subList(0, MOST_NAMED)) + " and " + (ids.size() - MOST_NAMED) + " more";
    }

    private void fail(String message, Predicate<StepResult> steps, List<SwitchoverResult> moves) {
        failWithMessage("%s", "\n" + message + "\n" + ReportTimeline.of(actual, steps, moves));
    }
}

package dev.sitefailover.rehearsal.result;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal found; every figure was measured in the run. Immutable, and complete in itself: it can be rendered
 * without the rundown. The verdict is not stored but follows from the results.
 *
 * @param header the rehearsal as a whole
 * @param participants in the rundown's order
 * @param sessions in time order
 * @param switchovers every move between two sites, by time and then participant
 * @param requests the account of all calls
 * @param rpo the age, at the shutdown, of the oldest acknowledgement that was lost; zero when none, null when the
 *     organiser's books could not be read
 * @param objectives what was to be reached, with the worst case of all moves
 * @param timing the bounds that follow from the client's settings
 * @param operations how many calls and probes the run carried
 * @param trace the fingerprint of the run
 */
public record Report(
        ReportHeader header,
        List<ParticipantResult> participants,
        List<SessionResult> sessions,
        List<SwitchoverResult> switchovers,
        RequestCounts requests,
        @Nullable Duration rpo,
        List<ObjectiveResult> objectives,
        List<TimingFormula> timing,
        long operations,
        TraceDigest trace) {

    public Report {
        participants = List.copyOf(participants);
        sessions = List.copyOf(sessions);
        switchovers = List.copyOf(switchovers);
        objectives = List.copyOf(objectives);
        timing = List.copyOf(timing);
        Checks.notNegative("operations", operations);
        if (rpo != null && rpo.isNegative()) {
            throw new IllegalArgumentException("rpo must be >= 0, was " + rpo);
        }
    }

    /** PASSED when there is no reason against it, else FAILED. */
    public Verdict verdict() {
        return reasons().isEmpty() ? Verdict.PASSED : Verdict.FAILED;
    }

    /** Why the rehearsal failed, one line each; empty when it passed. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (participants.stream().allMatch(p -> p.verdict() == Verdict.REFUSED)) {
            reasons.add("no participant took part");
        }
        for (ObjectiveResult objective : objectives) {
            if (objective.verdict() == Verdict.FAILED) {
                reasons.add("objective " + objective.name() + " missed: target " + objective.target() + ", "
                        + (objective.actual() == null
                                ? objective.name().equals("rpo") ? "not known" : "not reached"
                                : "actual " + objective.actual()));
            }
        }
        for (SessionResult session : sessions) {
            if (session.verdict() == Verdict.FAILED) {
                reasons.add("session " + session.id() + " failed" + because(session.detail()));
            }
        }
        List<String> notHeld = sessions.stream()
                .filter(SessionResult::isInterrupted)
                .map(SessionResult::id)
                .toList();
        if (!notHeld.isEmpty()) {
            reasons.add("interrupted: not held " + (notHeld.size() == 1 ? "was session " : "were sessions ")
                    + String.join(", ", notHeld));
        }
        List<ParticipantResult> failed =
                participants.stream().filter(p -> p.verdict() == Verdict.FAILED).toList();
        if (failed.size() == 1) {
            reasons.add("participant " + failed.get(0).id() + " failed"
                    + because(failed.get(0).detail()));
        } else if (!failed.isEmpty()) {
            reasons.add(failed.size() + " of " + participants.size() + " participants failed");
        }
        return reasons;
    }

    private static String because(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }
}

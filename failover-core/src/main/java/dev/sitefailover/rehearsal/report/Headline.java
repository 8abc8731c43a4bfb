package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.util.Comparator;
import java.util.List;

/** The report in a sentence, and the order in which people want to read its participants. */
final class Headline {
    private Headline() {}

    static String of(Report report) {
        long ran = sessions(report, Verdict.PASSED) + sessions(report, Verdict.FAILED);
        long skipped = sessions(report, Verdict.SKIPPED);
        long judged = report.objectives().stream()
                .filter(o -> o.verdict() != Verdict.SKIPPED)
                .count();
        long met = report.objectives().stream()
                .filter(o -> o.verdict() == Verdict.PASSED)
                .count();
        long refused = participants(report, Verdict.REFUSED);
        return sessions(report, Verdict.PASSED) + " of " + ran + (ran == 1 ? " session" : " sessions") + " passed"
                + (skipped == 0 ? "" : " (" + skipped + " skipped)")
                + (judged == 0
                        ? ""
                        : ", " + met + " of " + judged + (judged == 1 ? " objective" : " objectives") + " met")
                + ", " + participants(report, Verdict.PASSED) + " of "
                + (report.participants().size() - refused) + " participants passed"
                + (refused == 0 ? "" : " (" + refused + " refused)") + ".";
    }

    /** The worst case measured, or why there is none. */
    static String actual(ObjectiveResult objective) {
        if (objective.actual() != null) {
            return Times.human(objective.actual());
        }
        return objective.name().equals("rpo")
                ? "not known"
                : objective.verdict() == Verdict.FAILED ? "not reached" : "no move";
    }

    private static long sessions(Report report, Verdict verdict) {
        return report.sessions().stream()
                .map(SessionResult::verdict)
                .filter(verdict::equals)
                .count();
    }

    static long participants(Report report, Verdict verdict) {
        return report.participants().stream()
                .filter(p -> p.verdict() == verdict)
                .count();
    }

    /** Failed, refused, passed; within these as in the rundown. */
    static List<ParticipantResult> troubledFirst(Report report) {
        return report.participants().stream()
                .sorted(Comparator.comparingInt(p -> rank(p.verdict())))
                .toList();
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case FAILED -> 0;
            case REFUSED -> 1;
            case SKIPPED -> 2;
            case PASSED -> 3;
        };
    }
}

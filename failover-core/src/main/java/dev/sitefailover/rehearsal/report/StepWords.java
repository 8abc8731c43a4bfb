package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.rundown.Party;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.Step;
import java.util.Locale;

/** What a step asks for, in words for the person who carries it out. */
final class StepWords {
    private StepWords() {}

    static String of(Step step) {
        if (step instanceof Step.ConnectivityTest test) {
            return "Reach the serving site and be greeted by it"
                    + (test.attempts() == 1 ? "" : ", " + test.attempts() + " times");
        }
        if (step instanceof Step.Enquiry enquiry) {
            return "Enquire " + Times.count(enquiry.records()) + " records";
        }
        if (step instanceof Step.ReportDownload download) {
            return "Download " + String.join(", ", download.reports())
                    + download.sameAs()
                            .map(session -> "; same as in " + session)
                            .orElse("");
        }
        if (step instanceof Step.Submit submit) {
            return "Submit " + Times.count(submit.count()) + ", each acknowledged once";
        }
        if (step instanceof Step.Outage outage) {
            return "The organiser injects " + outage.fault().fault().kind()
                    + outage.site().map(site -> " at " + site).orElse("");
        }
        if (step instanceof Step.Move move) {
            return (move.shutdown() == Shutdown.ABRUPT ? "Abrupt" : "Graceful") + " move to " + move.to()
                    + (move.promotedAfter().isZero()
                            ? ""
                            : ", which serves " + Times.human(move.promotedAfter()) + " after the start");
        }
        if (step instanceof Step.Restore restore) {
            return "The organiser lifts the faults"
                    + restore.site().map(site -> " at " + site).orElse("");
        }
        if (step instanceof Step.Reconcile) {
            return "Settle what is in doubt by enquiry; nothing lost, nothing duplicated";
        }
        if (step instanceof Step.CleanUp) {
            return "What was submitted in the rehearsal is purged";
        }
        if (step instanceof Step.Task task) {
            return "By the " + who(task.by())
                    + task.text().map(text -> ": " + text).orElse("");
        }
        if (step instanceof Step.SignOff signOff) {
            return "By the " + who(signOff.by());
        }
        return step instanceof Step.Wait wait ? "Wait " + Times.human(wait.lasting()) : "";
    }

    private static String who(Party party) {
        return party.name().toLowerCase(Locale.ROOT);
    }
}

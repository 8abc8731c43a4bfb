package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The verdict with its reasons, and the figures people ask for first. */
final class VerdictSection {
    private VerdictSection() {}

    static void write(Markup out, Report report) {
        String verdict = report.verdict().name();
        out.open("section", "class", "verdict " + verdict, "aria-label", "Verdict");
        HtmlPage.icon(out, verdict);
        out.open("div").element("p", verdict, "class", "word");
        out.element("p", Headline.of(report));
        List<String> reasons = report.reasons();
        if (!reasons.isEmpty()) {
            out.open("ul");
            reasons.forEach(reason -> out.open("li").words(reason).close("li"));
            out.close("ul");
        }
        out.close("div").close("section").line();
        figures(out, report);
    }

    private static void figures(Markup out, Report report) {
        RequestCounts requests = report.requests();
        long refused = Headline.participants(report, Verdict.REFUSED);
        long failed = Headline.participants(report, Verdict.FAILED);
        out.open("dl", "class", "figures").line();
        figure(out, "Recovery time, worst", worst(report, SwitchoverResult::rto), against(report, "rto"));
        figure(
                out,
                "of it organiser\u2019s share, worst",
                worst(report, SwitchoverResult::organiserShare),
                "until the target served");
        figure(
                out,
                "of it client\u2019s share, worst",
                worst(report, SwitchoverResult::clientShare),
                against(report, "clientRto"));
        figure(
                out,
                "Data lost (RPO)",
                report.rpo() == null ? "not known" : Times.human(report.rpo()),
                against(report, "rpo"));
        figure(
                out,
                "Participants passed",
                Times.count(Headline.participants(report, Verdict.PASSED)) + " of "
                        + Times.count(report.participants().size() - refused),
                Times.count(failed) + " failed, " + Times.count(refused) + " refused");
        figure(out, "Calls sent", Times.count(requests.sent()), Times.count(requests.failed()) + " failed");
        figure(
                out,
                "Calls still in doubt",
                Times.count(requests.inDoubt()),
                Times.count(requests.reconciled()) + " reconciled");
        figure(
                out,
                "Submissions lost",
                Times.count(requests.lost()),
                Times.count(requests.duplicated()) + " duplicated");
        out.close("dl").line();
    }

    private static void figure(Markup out, String name, String value, String note) {
        out.open("div")
                .element("dt", name)
                .element("dd", value, "class", "big")
                .element("dd", note, "class", "small")
                .close("div")
                .line();
    }

    private static String worst(Report report, Function<SwitchoverResult, @Nullable Duration> figure) {
        if (report.switchovers().isEmpty()) {
            return "no move";
        }
        Duration worst = Duration.ZERO;
        for (SwitchoverResult move : report.switchovers()) {
            Duration each = figure.apply(move);
            if (each == null) {
                return "not reached";
            }
            worst = each.compareTo(worst) > 0 ? each : worst;
        }
        return Times.human(worst);
    }

    private static String against(Report report, String name) {
        for (ObjectiveResult objective : report.objectives()) {
            if (objective.name().equals(name) && objective.target() != null) {
                return "objective " + Times.human(objective.target()) + ": "
                        + (objective.verdict() == Verdict.PASSED
                                ? "met"
                                : objective.verdict() == Verdict.FAILED ? "missed" : "not judged");
            }
        }
        return "no objective set";
    }
}

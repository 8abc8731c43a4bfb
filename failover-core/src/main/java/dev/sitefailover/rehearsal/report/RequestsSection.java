package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.RequestCounts;
import java.util.Locale;

/** The account of all calls, set out so that it can be added up. */
final class RequestsSection {
    private RequestsSection() {}

    static void write(Markup out, Report report) {
        RequestCounts requests = report.requests();
        out.element("h2", "Calls", "id", "requests").line();
        out.open("table").element("caption", "Calls of the workload and the steps; probes are not counted");
        out.raw("<thead><tr><th scope=\"col\">Account</th><th scope=\"col\" class=\"num\">Calls</th>"
                + "<th scope=\"col\" class=\"num\">Share</th><th scope=\"col\">Meaning</th></tr></thead>");
        out.open("tbody").line();
        long sent = requests.sent();
        row(out, "Succeeded", requests.succeeded(), sent, "", "answered, or found at the organiser later");
        row(out, "+ Failed", requests.failed(), sent, "", "refused, without a route, or found absent later");
        row(out, "+ In doubt", requests.inDoubt(), sent, "", "outcome still open at the end");
        row(out, "= Sent", sent, sent, "sum", "");
        row(
                out,
                "of these reconciled",
                requests.reconciled(),
                sent,
                "",
                "in doubt once, then settled by enquiry; counted above as succeeded or failed");
        row(out, "of these lost", requests.lost(), sent, "", "acknowledged, and absent after a move");
        row(out, "of these duplicated", requests.duplicated(), sent, "", "applied more than once at the organiser");
        out.close("tbody").close("table").line();
    }

    private static void row(Markup out, String name, long count, long sent, String classes, String meaning) {
        if (classes.isEmpty()) {
            out.open("tr");
        } else {
            out.open("tr", "class", classes);
        }
        out.element("th", name, "scope", "row");
        out.element("td", Times.count(count), "class", "num");
        String share = sent == 0 ? Times.NONE : String.format(Locale.ROOT, "%.2f %%", 100.0 * count / sent);
        out.element("td", share, "class", "num");
        out.element("td", meaning).close("tr").line();
    }
}

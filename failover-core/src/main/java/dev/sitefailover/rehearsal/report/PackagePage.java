package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Registration;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** The information package as a page, in the looks of the report. */
final class PackagePage {
    private static final List<String> BLANKS = List.of("Actual start", "Actual end", "Result", "Remark", "Signature");

    private final Markup out = new Markup();
    private final Rundown rundown;
    private final Times times;

    private PackagePage(Rundown rundown) {
        this.rundown = rundown;
        this.times = new Times(rundown.timeZone());
    }

    static String page(Rundown rundown) {
        PackagePage page = new PackagePage(rundown);
        page.out.open("main").line();
        page.head();
        page.schedule();
        page.registration();
        page.sites();
        page.objectives();
        page.guidelines();
        page.activities();
        page.signature();
        page.out.close("main").line();
        return HtmlPage.of("Information package: " + rundown.title(), page.out);
    }

    private void head() {
        out.open("header")
                .element("p", "Information package", "class", "eyebrow")
                .line();
        out.open("h1").words(rundown.title()).close("h1").line();
        out.open("dl", "class", "meta");
        rundown.organiser().ifPresent(organiser -> HtmlPage.pair(out, "Organiser", organiser));
        rundown.reference().ifPresent(reference -> HtmlPage.pair(out, "Reference", reference));
        HtmlPage.pair(out, "All times in", rundown.timeZone().getId());
        HtmlPage.pair(out, "Participants", Times.count(rundown.participants().size()));
        out.close("dl").close("header").line();
    }

    private void schedule() {
        out.element("h2", "Schedule").line();
        out.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Schedule");
        table("The sessions in order", "Session", "Date", "Window", "Site", "Takes place");
        for (SessionPlan session : rundown.sessions()) {
            Instant from = session.from().toInstant();
            out.open("tr").open("th", "scope", "row").words(session.title());
            if (!session.title().equals(session.id())) {
                out.open("span", "class", "kind").words(session.id()).close("span");
            }
            out.close("th").element("td", times.day(from), "class", "time");
            out.element(
                    "td",
                    times.window(from, session.to().toInstant(), "\u2013") + " " + times.offsetAt(from),
                    "class",
                    "time");
            out.open("td").words(siteName(session.site())).close("td");
            out.open("td")
                    .words(
                            session.subjectTo().isEmpty()
                                    ? "in any case"
                                    : "subject to the result of " + String.join(", ", session.subjectTo()))
                    .close("td")
                    .close("tr")
                    .line();
        }
        endTable();
        out.close("div").line();
    }

    private String siteName(String id) {
        return rundown.site(id).map(PlannedSite::title).orElse(id);
    }

    private void registration() {
        Registration registration = rundown.registration();
        out.element("h2", "Registration").line();
        Optional<ZonedDateTime> by = registration.by();
        if (by.isEmpty() && registration.through().isEmpty()) {
            out.element("p", "No registration is asked for.");
            return;
        }
        out.open("dl", "class", "meta");
        by.ifPresent(at -> {
            Instant last = at.toInstant();
            HtmlPage.pair(out, "Register by", times.day(last) + ", " + times.second(last) + " " + times.offsetAt(last));
        });
        registration.through().ifPresent(through -> HtmlPage.pair(out, "Through", through));
        out.close("dl");
        if (by.isPresent()) {
            out.element("p", "Whoever registers later takes no part.");
        }
    }

    private void sites() {
        out.element("h2", "Sites").line();
        table("In order of preference; the first is the primary", "Site", "Id", "Address");
        for (PlannedSite site : rundown.sites()) {
            out.open("tr").open("th", "scope", "row").words(site.title()).close("th");
            out.open("td").words(site.id()).close("td");
            out.open("td")
                    .words(site.endpoint().toString())
                    .close("td")
                    .close("tr")
                    .line();
        }
        endTable();
    }

    private void objectives() {
        out.element("h2", "Objectives").line();
        table("What the rehearsal is judged by", "Objective", "At most");
        objective(
                "Recovery time: last good reply to first good reply at the other site",
                rundown.objectives().rto());
        objective("The client\u2019s share of it", rundown.objectives().clientRto());
        objective("Age of the oldest lost acknowledgement", rundown.objectives().rpo());
        endTable();
    }

    private void objective(String name, Optional<Duration> most) {
        out.open("tr").element("th", name, "scope", "row");
        out.element("td", most.map(Times::human).orElse("not judged"))
                .close("tr")
                .line();
    }

    private void guidelines() {
        if (rundown.guidelines().isEmpty()) {
            return;
        }
        out.element("h2", "Guidelines").line();
        out.open("ol", "class", "guidelines");
        rundown.guidelines()
                .forEach(
                        guideline -> out.open("li").words(guideline).close("li").line());
        out.close("ol").line();
    }

    private void activities() {
        out.element("h2", "Activity rundown").line();
        out.element(
                "p",
                "To be filled in on the day by each participant: when each step really began and ended, its result, "
                        + "and who vouches for it.",
                "class",
                "lead");
        int number = 0;
        for (SessionPlan session : rundown.sessions()) {
            number++;
            Instant from = session.from().toInstant();
            out.open("section", "class", "sheet");
            out.open("h3")
                    .text(number + ". ")
                    .words(session.title())
                    .close("h3")
                    .line();
            out.open("p", "class", "lead")
                    .text(times.day(from) + ", "
                            + times.window(from, session.to().toInstant(), "\u2013") + " " + times.offsetAt(from)
                            + ", at ")
                    .words(siteName(session.site()))
                    .close("p");
            steps(session);
            out.close("section").line();
        }
    }

    private void steps(SessionPlan session) {
        out.open(
                "div",
                "class",
                "scroll",
                "role",
                "region",
                "tabindex",
                "0",
                "aria-label",
                "Activity rundown of " + session.id());
        table(
                "Steps in order; a step without a time starts when the one above has ended",
                "#",
                "Step",
                "Planned",
                "Site",
                BLANKS.get(0),
                BLANKS.get(1),
                BLANKS.get(2),
                BLANKS.get(3),
                BLANKS.get(4));
        int number = 0;
        for (StepPlan plan : session.steps()) {
            number++;
            out.open("tr").element("td", Integer.toString(number));
            out.open("th", "scope", "row").words(plan.title());
            out.open("span", "class", "kind")
                    .words(StepWords.of(plan.step())
                            + plan.within()
                                    .map(limit -> "; within " + Times.human(limit))
                                    .orElse("")
                            + (plan.optional() ? "; optional" : ""))
                    .close("span")
                    .close("th");
            String planned = plan.at()
                    .map(at -> times.shortest(at.toInstant()))
                    .orElse(number == 1 ? times.shortest(session.from().toInstant()) : "then");
            out.element("td", planned, "class", "time");
            out.open("td").words(plan.servingAfter()).close("td");
            BLANKS.forEach(blank -> out.open("td", "class", "blank").close("td"));
            out.close("tr").line();
        }
        endTable();
        out.close("div").line();
    }

    private void signature() {
        out.open("section", "class", "signature", "aria-label", "Signature");
        for (String name : List.of("Participant", "Name and position", "Date", "Signature")) {
            out.element("div", name);
        }
        out.close("section").line();
    }

    private void table(String caption, String... heads) {
        out.open("table").element("caption", caption).open("thead").open("tr");
        for (String head : heads) {
            out.element("th", head, "scope", "col");
        }
        out.close("tr").close("thead").open("tbody").line();
    }

    private void endTable() {
        out.close("tbody").close("table").line();
    }
}

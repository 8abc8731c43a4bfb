package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report as JUnit XML: a suite per session with a case per step, one for the objectives and one for the
 * participants. It holds a failure exactly when the rehearsal failed: a required step that could not start is a failure,
 * an optional one that failed is skipped and says so, a refused participant is skipped.
 */
final class JUnitXml {
    private final Report report;
    private final Times times;

    JUnitXml(Report report) {
        this.report = report;
        this.times = new Times(report.header().zone());
    }

    void writeTo(Writer out) throws IOException {
        List<Suite> suites = suites();
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.write("<testsuites" + attribute("name", report.header().title())
                + totals(suites.stream().flatMap(s -> s.cases().stream()).toList()) + ">\n");
        for (int i = 0; i < suites.size(); i++) {
            write(out, suites.get(i));
        }
        out.write("</testsuites>\n");
    }

    private List<Suite> suites() {
        List<Suite> suites = new ArrayList<>();
        for (SessionResult session : report.sessions()) {
            suites.add(new Suite(session.id(), session.from(), session.site(), sessionCases(session)));
        }
        suites.add(new Suite(
                "objectives",
                null,
                null,
                report.objectives().stream().map(JUnitXml::objectiveCase).toList()));
        suites.add(new Suite("participants", null, null, participantCases()));
        return suites;
    }

    private List<Case> sessionCases(SessionResult session) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < session.steps().size(); i++) {
            cases.add(stepCase(session, i + 1, session.steps().get(i)));
        }
        boolean told = cases.stream().anyMatch(c -> c.outcome() == Outcome.FAILURE);
        if (session.verdict() == Verdict.FAILED && !told) {
            cases.add(new Case("session", null, Outcome.FAILURE, orElse(session.detail(), "session failed"), ""));
        } else if (session.verdict() == Verdict.SKIPPED && cases.isEmpty()) {
            cases.add(new Case("session", null, Outcome.SKIPPED, orElse(session.detail(), "session skipped"), ""));
        }
        return cases;
    }

    private Case stepCase(SessionResult session, int number, StepResult step) {
        String name = number + ". " + step.kind() + (step.title().equals(step.kind()) ? "" : ": " + step.title());
        String counts = step.passed() + " passed, " + step.failed() + " failed";
        String evidence = EvidenceText.lines(step.evidence(), times);
        Outcome outcome = Outcome.SUCCESS;
        String message = "";
        if (step.verdict() == Verdict.FAILED) {
            outcome = step.optional() ? Outcome.SKIPPED : Outcome.FAILURE;
            message = (step.optional() ? "optional step failed, which fails nothing: " : "")
                    + counts
                    + (step.detail().isEmpty() ? "" : "; " + step.detail());
        } else if (step.verdict() == Verdict.SKIPPED) {
            boolean required = session.verdict() == Verdict.FAILED && !step.optional();
            outcome = required ? Outcome.FAILURE : Outcome.SKIPPED;
            message = (required ? "required step was not run: " : "")
                    + orElse(step.detail(), orElse(session.detail(), "not run"));
        }
        return new Case(name, step.took(), outcome, message, evidence);
    }

    private static Case objectiveCase(ObjectiveResult objective) {
        String target = objective.target() == null ? "none" : objective.target().toString();
        String actual = objective.actual() == null
                ? Headline.actual(objective)
                : objective.actual().toString();
        String message = "target " + target + ", actual " + actual;
        return new Case(objective.name(), objective.actual(), outcome(objective.verdict()), message, message + "\n");
    }

    private List<Case> participantCases() {
        List<Case> cases = new ArrayList<>();
        for (ParticipantResult participant : report.participants()) {
            cases.add(new Case(
                    participant.id(),
                    null,
                    outcome(participant.verdict()),
                    orElse(participant.detail(), participant.verdict().name()),
                    ""));
        }
        if (report.participants().stream().allMatch(p -> p.verdict() == Verdict.REFUSED)) {
            cases.add(new Case("taking part", null, Outcome.FAILURE, "no participant took part", ""));
        }
        return cases;
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> Outcome.SUCCESS;
            case FAILED -> Outcome.FAILURE;
            case SKIPPED, REFUSED -> Outcome.SKIPPED;
        };
    }

    private void write(Writer out, Suite suite) throws IOException {
        Instant from = suite.from();
        out.write("  <testsuite" + attribute("name", suite.name()) + totals(suite.cases())
                + (from == null ? "" : attribute("timestamp", times.isoLocal(from))) + ">\n");
        out.write("    <properties>\n");
        property(out, "title", report.header().title());
        property(out, "venue", report.header().venue());
        if (report.header().isLive()) {
            property(out, "pace", Long.toString(report.header().pace()));
        }
        property(out, "seed", Long.toString(report.header().seed()));
        property(out, "site", suite.site());
        property(out, "timeZone", report.header().zone().getId());
        property(out, "trace.sha256", report.trace().sha256());
        property(out, "replay", report.header().replay());
        out.write("    </properties>\n");
        for (Case each : suite.cases()) {
            write(out, suite, each);
        }
        out.write("  </testsuite>\n");
    }

    private static void property(Writer out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.write("      <property" + attribute("name", name) + attribute("value", value) + "/>\n");
        }
    }

    private static void write(Writer out, Suite suite, Case each) throws IOException {
        out.write("    <testcase" + attribute("classname", "rehearsal." + suite.name()) + attribute("name", each.name())
                + attribute("time", Times.seconds(each.took())));
        boolean bare = each.outcome() == Outcome.SUCCESS && each.evidence().isEmpty();
        out.write(bare ? "/>\n" : ">\n");
        if (each.outcome() == Outcome.FAILURE) {
            out.write("      <failure" + attribute("message", each.message()) + " type=\"FAILED\">"
                    + Escape.markup(each.message()) + "</failure>\n");
        } else if (each.outcome() == Outcome.SKIPPED) {
            out.write("      <skipped" + attribute("message", each.message()) + "/>\n");
        }
        if (!each.evidence().isEmpty()) {
            out.write("      <system-out>" + Escape.markup(each.evidence()) + "</system-out>\n");
        }
        if (!bare) {
            out.write("    </testcase>\n");
        }
    }

    private static String totals(List<Case> cases) {
        Duration time = cases.stream()
                .map(Case::took)
                .reduce(Duration.ZERO, (sum, took) -> took == null ? sum : sum.plus(took), Duration::plus);
        return attribute("tests", Integer.toString(cases.size()))
                + attribute("failures", count(cases, Outcome.FAILURE))
                + attribute("errors", "0")
                + attribute("skipped", count(cases, Outcome.SKIPPED))
                + attribute("time", Times.seconds(time));
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return Long.toString(cases.stream().filter(c -> c.outcome() == outcome).count());
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + Escape.attribute(value) + "\"";
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }

    private record Suite(String name, @Nullable Instant from, @Nullable String site, List<Case> cases) {}

    private record Case(String name, @Nullable Duration took, Outcome outcome, String message, String evidence) {}

    private enum Outcome {
        SUCCESS,
        FAILURE,
        SKIPPED
    }
}

package dev.sitefailover.rehearsal.simulated;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.rehearsal.Venue;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.rundown.Rundown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small rundown as text, and what its rehearsal reports. The first part sets what differs from the usual. */
final class Trial {
    private static final String USUAL =
            """
            format: 1
            title: Trial
            timeZone: Asia/Hong_Kong
            """;
    private static final String TWO_SITES = "sites: [{ id: primary }, { id: secondary }]\n";

    private final String text;
    private long seed = 1;
    private Venue venue = SimulatedVenue.create().threads(1);
    private RehearsalEvents events = RehearsalEvents.NONE;

    private Trial(String text) {
        this.text = text;
    }

    /** A whole rundown but for what is usual; without sites: primary and secondary; without participants: two. */
    static Trial of(String text) {
        String sites = text.startsWith("sites:") || text.contains("\nsites:") ? "" : TWO_SITES;
        String participants =
                text.startsWith("participants:") || text.contains("\nparticipants:") ? "" : "participants: 2\n";
        return new Trial(USUAL + sites + participants + text);
    }

    /** One session of ten minutes at the primary with these steps, one a line. */
    static Trial ofSteps(String... steps) {
        return of("sessions:\n" + session("s1", "12:00-12:10", "primary", steps));
    }

    static String session(String id, String window, String site, String... steps) {
        return "  - { id: " + id + ", date: 2024-03-23, window: \"" + window + "\", site: " + site + ", steps: ["
                + Stream.of(steps).collect(Collectors.joining(", ")) + "] }\n";
    }

    Trial with(String more) {
        return new Trial(text + more);
    }

    Trial seed(long other) {
        seed = other;
        return this;
    }

    Trial at(Venue other) {
        venue = other;
        return this;
    }

    Trial events(RehearsalEvents to) {
        events = to;
        return this;
    }

    Rundown rundown() {
        return RundownReader.read("trial.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    Report report() {
        return Rehearsal.of(rundown()).seed(seed).events(events).run(venue);
    }

    static List<StepResult> steps(Report report) {
        return report.sessions().stream()
                .flatMap(session -> session.steps().stream())
                .toList();
    }

    static StepResult step(Report report, int index) {
        return steps(report).get(index);
    }

    /** The verdicts of all steps, in order, for instance {@code enquiry PASSED}. */
    static List<String> verdicts(Report report) {
        return steps(report).stream()
                .map(step -> step.kind() + " " + step.verdict())
                .toList();
    }

    static List<String> sessions(Report report) {
        return report.sessions().stream()
                .map(SessionResult::verdict)
                .map(Enum::name)
                .toList();
    }

    static List<SwitchoverResult> moves(Report report, String to) {
        return report.switchovers().stream()
                .filter(move -> move.to().equals(to))
                .toList();
    }
}

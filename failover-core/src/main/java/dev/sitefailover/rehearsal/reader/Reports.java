package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Hint;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Place;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Texts;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.rehearsal.rundown.Step;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads report downloads and remembers which session downloads which reports, for those that compare. */
final class Reports {
    private static final List<String> USUAL = List.of("daily-activity");
    private static final String SAME_AS = "allowed is an earlier session that downloads every report listed";

    private final Problems problems;
    private final Map<String, Set<String>> bySession = new LinkedHashMap<>();
    private Set<String> current = new LinkedHashSet<>();
    private final Hint.Budget budget = new Hint.Budget();
    private final Set<String> unclear = new LinkedHashSet<>();
    private boolean allKnown = true;

    Reports(Problems problems) {
        this.problems = problems;
    }

    /** Ids of the sessions that ended. */
    Type<String> earlierSession() {
        return Type.reference("earlier session", bySession.keySet(), allKnown, budget);
    }

    /**
     * The session is read; those behind it may refer to it.
     *
     * @param idsKnown whether the ids of all sessions so far could be read
     * @param stepsKnown whether all its steps could be read
     */
    void endSession(String id, boolean idsKnown, boolean stepsKnown) {
        bySession.computeIfAbsent(id, key -> new LinkedHashSet<>()).addAll(current);
        current = new LinkedHashSet<>();
        allKnown = idsKnown;
        if (!stepsKnown) {
            unclear.add(id);
        }
    }

    Step.ReportDownload read(Fields fields) {
        List<String> reports = fields.values("reports", Texts.ID);
        if (fields.value("reports") instanceof Node.Sequence sequence) {
            checkList(sequence);
        }
        boolean readable = fields.value("reports") == null || !reports.isEmpty();
        List<String> names = reports.isEmpty() ? USUAL : reports;
        current.addAll(names);
        Optional<String> sameAs = fields.maybe("sameAs", earlierSession());
        if (allKnown && readable) {
            sameAs.filter(session -> !unclear.contains(session))
                    .ifPresent(session -> checkDownloads(fields.placeOf("sameAs"), session, names));
        }
        return new Step.ReportDownload(names, sameAs);
    }

    private void checkList(Node.Sequence sequence) {
        if (sequence.items().isEmpty() && sequence.complete()) {
            problems.add(sequence.place(), "reports: the list is empty", "allowed is a list of one or more names");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Node item : sequence.items()) {
            if (item instanceof Node.Scalar name && !names.add(name.text())) {
                problems.add(
                        item.place(),
                        "reports: " + Shown.quoted(name.text()) + " stands twice",
                        "a report is downloaded once in a step");
            }
        }
    }

    private void checkDownloads(Place place, String session, List<String> names) {
        Set<String> there = bySession.getOrDefault(session, Set.of());
        for (String name : names) {
            if (!there.contains(name)) {
                problems.add(
                        place,
                        "sameAs: session " + Shown.quoted(session) + " does not download report " + Shown.quoted(name),
                        SAME_AS);
            }
        }
    }
}

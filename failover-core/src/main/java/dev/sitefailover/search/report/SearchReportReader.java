package dev.sitefailover.search.report;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.document.yaml.Documents;
import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Numbers;
import dev.sitefailover.document.yaml.Place;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Texts;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.document.yaml.Wrong;
import dev.sitefailover.search.Coverage;
import dev.sitefailover.search.SeedRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a report: JSON is YAML too, so that what is wrong has a place. */
final class SearchReportReader {
    private static final String NOUN = "a report of a search";
    private static final List<String> KEYS = List.of("format", "seeds", "runsPerSecond", "violations", "coverage");
    private static final Type<Double> RATE = Numbers.fraction("allowed is a number of 0 or more", 0, Double.MAX_VALUE);
    private static final Type<Integer> FAULTS = Numbers.count(0, Integer.MAX_VALUE);
    private static final Type<Long> COUNT = new Type<>("allowed is a whole number of 0 or more", scalar -> {
        long count = Numbers.LONG.parser().parse(scalar);
        if (count < 0) {
            throw new Wrong(Shown.quoted(scalar.text()) + " is negative");
        }
        return count;
    });
    private static final Type<String> SCENARIO =
            new Type<>("allowed is the name of a file beside the report such as seed-47.yaml", scalar -> {
                if (!ReportedViolation.isScenario(scalar.text())) {
                    throw new Wrong(Shown.quoted(scalar.text()) + " is no such name");
                }
                return scalar.text();
            });

    private final Problems problems;

    private SearchReportReader(Problems problems) {
        this.problems = problems;
    }

    static SearchReport read(Path file) {
        Problems problems = new Problems(file.toString(), NOUN);
        byte[] content = Documents.content(file, problems);
        Node root = content == null
                ? null
                : Documents.root(content, problems, "the file is empty", NOUN + " is an object with format 1");
        SearchReport report =
                root == null ? null : new SearchReportReader(problems).report(Documents.whole(root, KEYS, problems));
        if (report == null || !problems.none()) {
            throw new DocumentException(problems.all());
        }
        return report;
    }

    private SearchReport report(Fields fields) {
        fields.need("format", Documents.FORMAT);
        long runs = fields.need("seeds", COUNT).orElse(0L);
        double rate = fields.need("runsPerSecond", RATE).orElse(0.0);
        List<ReportedViolation> violations = violations(fields);
        fields.requireKey("coverage", "allowed is what was covered");
        Fields covered = fields.below("coverage", List.of("seeds", "states", "transitions"));
        List<SeedRange> seeds = seeds(covered);
        Coverage coverage = new Coverage(counts(covered, "states"), counts(covered, "transitions"));
        if (problems.none()) {
            try {
                SearchReport report = new SearchReport(seeds, rate, violations, coverage);
                if (report.runs() == runs) {
                    return report;
                }
                problems.add(fields.placeOf("seeds"), "seeds: " + runs + " were run", "coverage says " + report.runs());
            } catch (IllegalArgumentException e) {
                problems.add(
                        covered.placeOf("seeds"),
                        "seeds: " + Shown.clean(String.valueOf(e.getMessage())),
                        "each is run once");
            }
        }
        return new SearchReport(List.of(), 0, List.of(), Coverage.NONE);
    }

    private List<ReportedViolation> violations(Fields fields) {
        fields.requireKey("violations", "allowed is a list");
        List<ReportedViolation> violations = new ArrayList<>();
        for (Node item : fields.items("violations", "allowed is a list")) {
            Fields violation =
                    Fields.of(item, "a violation", List.of("seed", "invariant", "faults", "scenario"), problems);
            Optional<Long> seed = violation.need("seed", Numbers.LONG);
            Optional<String> invariant = violation.need("invariant", Texts.TEXT);
            Optional<Integer> faults = violation.need("faults", FAULTS);
            Optional<String> scenario = violation.need("scenario", SCENARIO);
            if (seed.isPresent() && invariant.isPresent() && faults.isPresent() && scenario.isPresent()) {
                violations.add(new ReportedViolation(seed.get(), invariant.get(), faults.get(), scenario.get()));
            }
        }
        return violations;
    }

    private List<SeedRange> seeds(Fields covered) {
        covered.requireKey("seeds", "allowed is a list");
        List<SeedRange> seeds = new ArrayList<>();
        for (Node item : covered.items("seeds", "allowed is a list")) {
            Fields range = Fields.of(item, "a range of seeds", List.of("from", "to"), problems);
            Optional<Long> from = range.need("from", Numbers.LONG);
            Optional<Long> to = range.need("to", Numbers.LONG);
            if (from.isPresent() && to.isPresent()) {
                add(seeds, range.place(), from.get(), to.get());
            }
        }
        return seeds;
    }

    private void add(List<SeedRange> seeds, Place place, long from, long to) {
        try {
            seeds.add(SeedRange.of(from, to));
        } catch (IllegalArgumentException e) {
            problems.add(
                    place, from + " to " + to + " is no range of seeds", "allowed is from a seed to one not before it");
        }
    }

    private Map<String, Long> counts(Fields covered, String key) {
        Map<String, Long> counts = new TreeMap<>();
        if (covered.value(key) instanceof Node.Mapping mapping) {
            Fields each = Fields.ofAny(mapping, key, problems);
            for (String name : each.entries().keySet()) {
                each.maybe(name, COUNT).ifPresent(count -> counts.put(name, count));
            }
        } else {
            problems.add(covered.placeOf(key), key + " is missing or no mapping", "allowed is a mapping of counts");
        }
        return counts;
    }
}

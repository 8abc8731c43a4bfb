package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Durations;
import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Hint;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Numbers;
import dev.sitefailover.document.yaml.Place;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Texts;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.rehearsal.rundown.Party;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a step does: its kind and the kind's settings. */
final class StepReader {
    static final List<String> COMMON = List.of("at", "within", "title", "optional");

    private static final Map<String, List<String>> KINDS = kinds();
    private static final Type<Integer> COUNT = Numbers.count(1, Rundown.HIGHEST_COUNT);
    private static final Type<Shutdown> SHUTDOWN = Type.oneOf(Shutdown.class);
    private static final Type<Party> PARTY = Type.oneOf(Party.class);
    private static final String ONE_KIND = "a step is one kind plus optional " + String.join(", ", COMMON);

    private final Problems problems;
    private final Type<String> site;
    private final Reports reports;
    private final FaultReader faults;

    StepReader(Problems problems, Type<String> site, Reports reports) {
        this.problems = problems;
        this.site = site;
        this.reports = reports;
        this.faults = new FaultReader(problems);
    }

    /**
     * A step's parts, not yet read.
     *
     * @param kind a known kind
     * @param place where the kind stands
     * @param settings nothing or a mapping
     * @param common what stands beside the kind
     */
    record Parts(String kind, Place place, Node settings, Fields common) {
        boolean moves() {
            return kind.equals("site-failover") || kind.equals("site-failback");
        }
    }

    /** Null when no kind can be made out, which is reported. */
    @Nullable
    Parts parts(Node node) {
        if (node instanceof Node.Broken) {
            return null;
        }
        if (node instanceof Node.Mapping mapping) {
            return parts(Fields.ofAny(mapping, "a step", problems));
        }
        if (!(node instanceof Node.Scalar word) || word.isNull()) {
            problems.add(node.place(), node.noun() + " stands where a step belongs", Hint.list(KINDS.keySet()));
            return null;
        }
        if (!KINDS.containsKey(word.text())) {
            unknown(word);
            return null;
        }
        Node nothing = new Node.Scalar(word.place(), "", true);
        return new Parts(word.text(), word.place(), nothing, Fields.of(nothing, "a step", COMMON, problems));
    }

    private @Nullable Parts parts(Fields step) {
        Parts found = null;
        boolean unknown = false;
        for (Map.Entry<String, Node.Entry> entry : step.entries().entrySet()) {
            String word = entry.getKey();
            Place place = entry.getValue().key().place();
            if (COMMON.contains(word)) {
                continue;
            }
            if (!KINDS.containsKey(word)) {
                unknown = true;
                unknown(new Node.Scalar(place, word, false));
            } else if (found != null) {
                problems.add(
                        place, "a second kind " + Shown.quoted(word) + " in one step beside " + found.kind(), ONE_KIND);
            } else {
                Node value = entry.getValue().value();
                found = new Parts(word, place, Node.isNull(value) ? new Node.Scalar(place, "", true) : value, step);
            }
        }
        if (found == null && !unknown && step.complete()) {
            problems.add(step.place(), "a step without a kind", ONE_KIND + "; kinds: " + Hint.list(KINDS.keySet()));
        }
        return found;
    }

    private void unknown(Node.Scalar word) {
        if (problems.unlisted()) {
            return;
        }
        String hint = Type.suggestion(word.text(), KINDS.keySet());
        if (hint.isEmpty()) {
            hint = Type.suggestion(word.text(), COMMON);
        }
        problems.add(word.place(), "unknown step kind " + Shown.quoted(word.text()) + hint, Hint.list(KINDS.keySet()));
    }

    /**
     * Reads the settings.
     *
     * @param ends id of the site where the session ends up
     * @param primary id of the primary
     */
    Step read(Parts parts, String ends, String primary) {
        if (parts.kind().equals("outage")) {
            Fields fields = faults.settings(parts.settings());
            return new Step.Outage(fields.maybe("site", site), faults.read(fields));
        }
        Fields fields =
                Fields.of(parts.settings(), parts.kind(), KINDS.getOrDefault(parts.kind(), List.of()), problems);
        return switch (parts.kind()) {
            case "connectivity-test" ->
                new Step.ConnectivityTest(fields.maybe("attempts", COUNT).orElse(1));
            case "enquiry" -> new Step.Enquiry(fields.maybe("records", COUNT).orElse(100));
            case "report-download" -> reports.read(fields);
            case "submit" -> new Step.Submit(fields.maybe("count", COUNT).orElse(10));
            case "site-failover" ->
                new Step.Failover(
                        fields.maybe("to", site).orElse(ends),
                        fields.maybe("shutdown", SHUTDOWN).orElse(Shutdown.ABRUPT),
                        promotedAfter(fields));
            case "site-failback" -> new Step.Failback(backTo(fields, primary), promotedAfter(fields));
            case "restore" -> new Step.Restore(fields.maybe("site", site));
            case "reconcile" -> new Step.Reconcile();
            case "clean-up" -> new Step.CleanUp();
            case "task" -> new Step.Task(by(fields), fields.maybe("text", Texts.TEXT));
            case "sign-off" -> new Step.SignOff(by(fields));
            case "wait" -> new Step.Wait(fields.need("for", Durations.DURATION).orElse(Duration.ZERO));
            default -> throw new IllegalStateException("a kind without a reader: " + parts.kind());
        };
    }

    private String backTo(Fields fields, String primary) {
        fields.maybe("to", site).filter(to -> !to.equals(primary)).ifPresent(to -> {
            problems.add(
                    fields.placeOf("to"),
                    "to: a failback returns to the primary, " + Shown.quoted(to) + " is not",
                    "allowed is " + Shown.clean(primary));
        });
        return primary;
    }

    private static Duration promotedAfter(Fields fields) {
        return fields.maybe("promotedAfter", Durations.DURATION).orElse(Duration.ZERO);
    }

    private static Party by(Fields fields) {
        return fields.maybe("by", PARTY).orElse(Party.PARTICIPANT);
    }

    private static Map<String, List<String>> kinds() {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("connectivity-test", List.of("attempts"));
        kinds.put("enquiry", List.of("records"));
        kinds.put("report-download", List.of("reports", "sameAs"));
        kinds.put("submit", List.of("count"));
        kinds.put("outage", List.of());
        kinds.put("site-failover", List.of("to", "shutdown", "promotedAfter"));
        kinds.put("site-failback", List.of("to", "promotedAfter"));
        kinds.put("restore", List.of("site"));
        kinds.put("reconcile", List.of());
        kinds.put("clean-up", List.of());
        kinds.put("task", List.of("by", "text"));
        kinds.put("sign-off", List.of("by"));
        kinds.put("wait", List.of("for"));
        return kinds;
    }
}

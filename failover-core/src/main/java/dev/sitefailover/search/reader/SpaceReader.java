package dev.sitefailover.search.reader;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.document.yaml.Documents;
import dev.sitefailover.document.yaml.Durations;
import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Numbers;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.search.ActKind;
import dev.sitefailover.search.Range;
import dev.sitefailover.search.Scenario;
import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.ScenarioSpace.ActSpace;
import dev.sitefailover.search.ScenarioSpace.ClientSpace;
import dev.sitefailover.search.ScenarioSpace.FaultSpace;
import dev.sitefailover.search.ScenarioSpace.SiteSpace;
import dev.sitefailover.search.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads spaces of scenarios: one YAML 1.2 document in UTF-8, format 1, at most 1 MiB. Every setting but the format may be
 * left out and is then as in {@link ScenarioSpace#standard()}. Without state, safe for use by several threads.
 *
 * <p>Every error of the file is found in one reading, up to 10,000 of them.
 */
public final class SpaceReader {
    private static final String NOUN = "a space";
    private static final List<String> KEYS =
            List.of("format", "sites", "gateways", "lasting", "workload", "client", "faults", "acts");
    private static final int MOST_ACTS = 1_000;
    private static final Type<Choices.Extent<Integer>> NUMBER = Choices.extent(Numbers.count(0, MOST_ACTS), "1..6");
    private static final Type<Choices.Extent<Integer>> SITES = Choices.extent(Numbers.count(2, 9), "2..3");
    private static final Type<Choices.Extent<Integer>> GATEWAYS =
            Choices.extent(Numbers.count(1, Scenario.MOST_GATEWAYS), "1..3");
    private static final Type<Choices.Extent<Integer>> IN_A_ROW = Choices.extent(Numbers.count(1, 1_000), "2..5");
    private static final Type<Choices.Extent<Duration>> SPAN = Choices.extent(Durations.DURATION, "PT0.2S..PT1M");
    private static final Type<Duration> RUN = Durations.between(Duration.ofSeconds(1), Duration.ofHours(10), "PT10H");
    private static final Type<Double> RATE =
            Numbers.fraction("allowed is a number from 0 to 1000000, calls per second", 0, Workload.HIGHEST);
    /** Nearer to 1, a fault would come again for ever. */
    private static final Type<Double> RELAPSES = Numbers.fraction("allowed is a number from 0 to 0.95", 0, 0.95);

    private static final Type<Mode> MODE = Type.oneOf(Mode.class);
    private static final Type<ActKind> ACT = Type.oneOf(ActKind.class);

    private final Problems problems;

    private SpaceReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads a file.
     *
     * @throws DocumentException with every problem of the file, also when it cannot be read
     */
    public static ScenarioSpace read(Path file) {
        Problems problems = new Problems(file.toString(), NOUN);
        byte[] content = Documents.content(file, problems);
        if (content == null) {
            throw new DocumentException(problems.all());
        }
        return read(content, problems);
    }

    /**
     * Reads a file's content.
     *
     * @param name what problems call the file
     * @throws DocumentException with every problem of the content
     */
    public static ScenarioSpace read(String name, byte[] content) {
        return read(content, new Problems(name, NOUN));
    }

    private static ScenarioSpace read(byte[] content, Problems problems) {
        Node root = Documents.root(
                content, problems, "the file holds no space", "a space is a mapping that starts with format: 1");
        ScenarioSpace space = root == null
                ? ScenarioSpace.standard()
                : new SpaceReader(problems).space(Documents.whole(root, KEYS, problems));
        if (!problems.none()) {
            throw new DocumentException(problems.all());
        }
        return space;
    }

    private ScenarioSpace space(Fields fields) {
        fields.need("format", Documents.FORMAT);
        ScenarioSpace usual = ScenarioSpace.standard();
        return new ScenarioSpace(
                sites(
                        fields.below("sites", List.of("number", "replicationLag", "servesAlways", "keys")),
                        usual.sites()),
                range(fields, "gateways", GATEWAYS, usual.gateways()),
                fields.maybe("lasting", RUN).orElse(usual.lasting()),
                workloads(fields, usual.workloads()),
                clients(fields, usual.clients()),
                faults(fields, usual.faults()),
                acts(fields, usual.acts()));
    }

    private SiteSpace sites(Fields fields, SiteSpace usual) {
        return new SiteSpace(
                range(fields, "number", SITES, usual.number()),
                several(fields, "replicationLag", Durations.DURATION, usual.lags()),
                fields.maybe("servesAlways", Numbers.PROBABILITY).orElse(usual.serveAlways()),
                fields.maybe("keys", Numbers.PROBABILITY).orElse(usual.keys()));
    }

    private List<Workload> workloads(Fields fields, List<Workload> usual) {
        Node value = fields.value("workload");
        if (value == null) {
            return usual;
        }
        List<Node> items = value instanceof Node.Sequence sequence ? sequence.items() : List.of(value);
        if (items.isEmpty()) {
            problems.add(value.place(), "workload: the list is empty", "allowed is one workload, or a list of such");
            return usual;
        }
        Workload absent = usual.get(0);
        List<Workload> workloads = new ArrayList<>();
        for (Node item : items) {
            Fields workload = Fields.of(item, "a workload", List.of("enquiries", "submissions"), problems);
            workloads.add(new Workload(
                    workload.maybe("enquiries", RATE).orElse(absent.enquiries()),
                    workload.maybe("submissions", RATE).orElse(absent.submissions())));
        }
        return workloads;
    }

    private ClientSpace clients(Fields space, ClientSpace usual) {
        Fields fields = space.below("client", List.of("probe", "callTimeout", "failover", "failback", "stableFor"));
        Fields probe = fields.below("probe", List.of("interval", "timeout", "rise", "fall"));
        return new ClientSpace(
                several(probe, "interval", Durations.PERIOD, usual.probeIntervals()),
                several(probe, "timeout", Durations.PERIOD, usual.probeTimeouts()),
                range(probe, "rise", IN_A_ROW, usual.rise()),
                range(probe, "fall", IN_A_ROW, usual.fall()),
                several(fields, "callTimeout", Durations.PERIOD, usual.callTimeouts()),
                several(fields, "failover", MODE, usual.failover()),
                several(fields, "failback", MODE, usual.failback()),
                several(fields, "stableFor", Durations.DURATION, usual.stableFor()));
    }

    private FaultSpace faults(Fields space, FaultSpace usual) {
        Fields fields =
                space.below("faults", List.of("kinds", "number", "lasting", "untilRestored", "relapses", "correlated"));
        return new FaultSpace(
                FaultChoiceReader.read(fields, problems).orElse(usual.kinds()),
                range(fields, "number", NUMBER, usual.number()),
                fields.maybe("lasting", SPAN)
                        .map(span -> Span.of(span.least(), span.most()))
                        .orElse(usual.lasting()),
                fields.maybe("untilRestored", Numbers.PROBABILITY).orElse(usual.untilRestored()),
                fields.maybe("relapses", RELAPSES).orElse(usual.relapses()),
                fields.maybe("correlated", Numbers.PROBABILITY).orElse(usual.correlated()));
    }

    private ActSpace acts(Fields space, ActSpace usual) {
        Fields fields = space.below("acts", List.of("kinds", "number"));
        List<ActKind> kinds = fields.value("kinds") == null ? usual.kinds() : fields.values("kinds", ACT);
        return new ActSpace(kinds, range(fields, "number", NUMBER, usual.number()));
    }

    private static Range range(Fields fields, String key, Type<Choices.Extent<Integer>> type, Range usual) {
        return fields.maybe(key, type)
                .map(extent -> Range.of(extent.least(), extent.most()))
                .orElse(usual);
    }

    private <T> List<T> several(Fields fields, String key, Type<T> type, List<T> usual) {
        Optional<List<T>> values = Choices.several(fields, key, type, problems);
        return values.orElse(usual);
    }
}

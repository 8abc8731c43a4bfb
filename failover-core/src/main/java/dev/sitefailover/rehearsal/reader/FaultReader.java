package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Durations;
import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Hint;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Numbers;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.document.yaml.Wrong;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Gray;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.fault.Partition;
import dev.sitefailover.fault.Phase;
import dev.sitefailover.rehearsal.rundown.Rundown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an outage's fault and its parameters. */
final class FaultReader {
    private static final List<String> COMMON = List.of("site", "fault", "for", "probability", "affects");
    private static final Kind CRASH = new Kind("crash", List.of(), (reader, fields) -> Fault.crash());
    private static final Map<String, Kind> KINDS = kinds();
    private static final Type<Kind> KIND = new Type<>(Hint.list(KINDS.keySet()), FaultReader::kind);
    private static final Type<Affects> AFFECTS = Type.oneOf(Affects.class);
    private static final Type<Phase> PHASE = Type.oneOf(Phase.class);
    private static final Type<Between> BETWEEN = Type.oneOf(Between.class);
    private static final Type<Direction> DIRECTION = Type.oneOf(Direction.class);
    private static final Type<Integer> REQUESTS = Numbers.count(0, Rundown.HIGHEST_COUNT);
    private static final Type<Integer> CONCURRENT = Numbers.count(1, Rundown.HIGHEST_COUNT);
    private static final Type<Double> FACTOR = Numbers.fraction("allowed is a number from 1 to 1000000", 1, 1_000_000);
    private static final Type<Duration> NOT_ZERO = Durations.atLeast(Duration.ofNanos(1));
    private static final Type<String> OPERATION =
            Type.oneOf(words("connectivity-test", "enquiry", "report-download", "submit", "find-submission", "purge"));

    private final Problems problems;
    private final boolean alone;

    /** Reads the outages of a rundown. */
    FaultReader(Problems problems) {
        this(problems, false);
    }

    /** With {@code alone}, reads one fault for one live site. */
    FaultReader(Problems problems, boolean alone) {
        this.problems = problems;
        this.alone = alone;
    }

    /** A kind of fault: the parameters it has and how it is made from them. */
    private record Kind(String name, List<String> parameters, Maker maker) {}

    private interface Maker {
        Fault make(FaultReader reader, Fields fields);
    }

    /** The outage's settings; {@link #read} reads the fault from them. */
    Fields settings(Node node) {
        List<String> allowed = new ArrayList<>(COMMON);
        String what = "an outage";
        if (node instanceof Node.Mapping mapping) {
            Kind kind = kindOf(mapping);
            what = "an outage with fault " + kind.name();
            allowed.addAll(kind.parameters());
        }
        return Fields.of(node, what, allowed, problems);
    }

    Occurrence read(Fields outage) {
        Kind kind = outage.maybe("fault", KIND).orElse(CRASH);
        if (kind.name().equals("capacity") && !alone) {
            problems.add(
                    outage.placeOf("fault"),
                    "a rundown's participants are simulated apart, and capacity is what they would share",
                    "allowed is capacity at one live site");
        }
        Fault fault = kind.maker().make(this, outage);
        Affects affects = outage.maybe("affects", AFFECTS).orElse(Affects.BOTH);
        if (fault instanceof Gray && affects == Affects.PROBES) {
            problems.add(
                    outage.placeOf("affects"),
                    "affects: a gray fault lets probes pass, it cannot affect only them",
                    "allowed are business, both");
        }
        double probability = outage.maybe("probability", Numbers.PROBABILITY).orElse(1.0);
        return new Occurrence(fault, outage.maybe("for", Durations.DURATION), probability, affects);
    }

    private static Kind kind(Node.Scalar scalar) throws Wrong {
        Kind kind = KINDS.get(scalar.text());
        if (kind != null) {
            return kind;
        }
        throw new Wrong(
                "there is no fault " + Shown.quoted(scalar.text()) + Type.suggestion(scalar.text(), KINDS.keySet()));
    }

    /** Without reporting; of an unknown one, all parameters are allowed, for they may be right. */
    private static Kind kindOf(Node.Mapping mapping) {
        List<String> all = new ArrayList<>();
        KINDS.values().forEach(kind -> all.addAll(kind.parameters()));
        Kind unknown = new Kind("unknown", all.stream().distinct().toList(), (reader, fields) -> Fault.crash());
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key() instanceof Node.Scalar key && key.text().equals("fault")) {
                return entry.value() instanceof Node.Scalar value ? KINDS.getOrDefault(value.text(), unknown) : unknown;
            }
        }
        return mapping.complete() ? CRASH : unknown;
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        put(kinds, "refuse", List.of(), (r, f) -> Fault.refuse());
        put(kinds, "blackhole", List.of(), (r, f) -> Fault.blackhole());
        put(
                kinds,
                "hang",
                List.of("afterRequests"),
                (r, f) -> new Hang(f.maybe("afterRequests", REQUESTS).orElse(0)));
        put(
                kinds,
                "reset",
                List.of("phase"),
                (r, f) -> Fault.reset(f.maybe("phase", PHASE).orElse(Phase.REQUEST)));
        put(kinds, "slow", List.of("factor", "latency"), FaultReader::slow);
        put(kinds, "error-rate", List.of("p"), (r, f) -> Fault.errorRate(p(f)));
        put(kinds, "gray", List.of("operations", "fraction"), FaultReader::gray);
        put(kinds, "lost-ack", List.of("p"), (r, f) -> Fault.lostAck(p(f)));
        put(kinds, "duplicate", List.of("p"), (r, f) -> Fault.duplicate(p(f)));
        put(kinds, "corrupt", List.of("p"), (r, f) -> Fault.corrupt(p(f)));
        put(
                kinds,
                "flap",
                List.of("up", "down"),
                (r, f) -> Fault.flap(
                        f.maybe("up", NOT_ZERO).orElse(Duration.ofSeconds(10)),
                        f.maybe("down", NOT_ZERO).orElse(Duration.ofSeconds(10))));
        put(
                kinds,
                "partition",
                List.of("between", "direction"),
                (r, f) -> new Partition(
                        f.maybe("between", BETWEEN).orElse(Between.CLIENT),
                        f.maybe("direction", DIRECTION).orElse(Direction.BOTH)));
        put(kinds, "replication-lag", List.of("lag"), (r, f) -> Fault.replicationLag(time(f, "lag", 5)));
        put(kinds, "stale-dns", List.of("age"), (r, f) -> Fault.staleDns(time(f, "age", 60)));
        put(kinds, "tls-expired", List.of(), (r, f) -> Fault.tlsExpired());
        put(kinds, "cold-start", List.of("warmup"), (r, f) -> Fault.coldStart(time(f, "warmup", 30)));
        put(
                kinds,
                "capacity",
                List.of("concurrent", "queue"),
                (r, f) -> Fault.capacity(
                        f.maybe("concurrent", CONCURRENT).orElse(10),
                        f.maybe("queue", REQUESTS).orElse(100)));
        put(kinds, "clock-skew", List.of("offset"), (r, f) -> Fault.clockSkew(time(f, "offset", 5)));
        put(kinds, "wrong-site", List.of(), (r, f) -> Fault.wrongSite());
        kinds.put(CRASH.name(), CRASH);
        return kinds;
    }

    private static void put(Map<String, Kind> kinds, String name, List<String> parameters, Maker maker) {
        kinds.put(name, new Kind(name, parameters, maker));
    }

    private static double p(Fields fields) {
        return fields.maybe("p", Numbers.PROBABILITY).orElse(1.0);
    }

    private static Duration time(Fields fields, String key, long usualSeconds) {
        return fields.maybe(key, Durations.DURATION).orElse(Duration.ofSeconds(usualSeconds));
    }

    private static Map<String, String> words(String... words) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return map;
    }

    private Fault gray(Fields fields) {
        exclusive(fields, "operations", "fraction");
        List<String> operations = fields.values("operations", OPERATION);
        if (fields.value("operations") instanceof Node.Sequence sequence
                && sequence.items().isEmpty()) {
            problems.add(sequence.place(), "operations: the list is empty", OPERATION.allowed());
        }
        double fraction = fields.maybe("fraction", Numbers.PROBABILITY).orElse(operations.isEmpty() ? 0.5 : 1.0);
        return new Gray(operations, fraction);
    }

    private Fault slow(Fields fields) {
        exclusive(fields, "factor", "latency");
        if (!(fields.value("latency") instanceof Node.Mapping)) {
            double factor = fields.maybe("factor", FACTOR).orElse(10.0);
            return fields.maybe("latency", Durations.DURATION)
                    .<Fault>map(Fault::slow)
                    .orElseGet(() -> Fault.slowBy(factor));
        }
        Fields latency = fields.below("latency", List.of("p50", "p99"));
        Duration p50 = latency.need("p50", Durations.DURATION).orElse(Duration.ZERO);
        Duration p99 = latency.need("p99", Durations.DURATION).orElse(p50);
        if (p50.compareTo(p99) > 0) {
            problems.add(
                    latency.placeOf("p99"),
                    "p99: " + p99 + " is less than p50",
                    "allowed is p50, " + p50 + ", or longer");
            return Fault.slow(p50);
        }
        return Fault.slow(p50, p99);
    }

    private void exclusive(Fields fields, String one, String other) {
        if (fields.value(one) != null && fields.value(other) != null) {
            problems.add(fields.placeOf(other), one + " and " + other + " stand together", "allowed is one of the two");
        }
    }
}

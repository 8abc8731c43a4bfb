package dev.sitefailover.search.reader;

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
import dev.sitefailover.search.FaultChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the kinds of faults that may be drawn: words, or mappings with the parameters' extents. */
final class FaultChoiceReader {
    private static final String FAULT = "fault";
    private static final String AFFECTS = "affects";
    private static final String ALLOWED =
            "allowed is a list of faults, such as crash or { fault: slow, latency: PT0.1S..PT2S }";
    private static final List<String> KINDS = FaultChoice.kinds();
    private static final Type<Affects> AFFECTED = Type.oneOf(Affects.class);
    private static final Type<Choices.Extent<Double>> SHARE = Choices.extent(Numbers.PROBABILITY, "0.1..0.5");
    private static final Type<Choices.Extent<Integer>> COUNT = Choices.extent(Numbers.count(0, 1_000_000), "0..20");
    private static final Type<Choices.Extent<Duration>> TIME = Choices.extent(Durations.DURATION, "PT0.1S..PT2S");
    private static final Type<String> KIND = new Type<>(Hint.list(KINDS), scalar -> {
        if (!KINDS.contains(scalar.text())) {
            throw new Wrong("there is no fault " + Shown.quoted(scalar.text()) + " to draw"
                    + Type.suggestion(scalar.text(), KINDS));
        }
        return scalar.text();
    });

    private FaultChoiceReader() {}

    /** Those below the key {@code kinds}; empty when it is absent: then all are meant. */
    static Optional<List<FaultChoice>> read(Fields faults, Problems problems) {
        if (faults.value("kinds") == null) {
            return Optional.empty();
        }
        List<FaultChoice> choices = new ArrayList<>();
        for (Node item : faults.items("kinds", ALLOWED)) {
            FaultChoice choice = choice(item, problems);
            if (choice != null) {
                choices.add(choice);
            }
        }
        return Optional.of(choices);
    }

    private static @Nullable FaultChoice choice(Node item, Problems problems) {
        if (item instanceof Node.Broken) {
            return null;
        }
        if (!(item instanceof Node.Mapping mapping)) {
            return word(item, problems).map(FaultChoice::of).orElse(null);
        }
        Optional<String> known = kindOf(mapping);
        String what = known.map(kind -> "a fault " + kind).orElse("a fault");
        Fields fields = Fields.of(mapping, what, allowed(known), problems);
        Optional<String> kind = fields.need(FAULT, KIND);
        return kind.isPresent() ? with(FaultChoice.of(kind.get()), fields, problems) : null;
    }

    private static Optional<String> word(Node item, Problems problems) {
        String allowed = KIND.allowed() + "; with settings as in { fault: slow, latency: PT0.1S..PT2S }";
        if (!(item instanceof Node.Scalar scalar) || scalar.isNull()) {
            problems.add(item.place(), item.noun() + " stands where a fault belongs", allowed);
            return Optional.empty();
        }
        try {
            return Optional.of(KIND.parser().parse(scalar));
        } catch (Wrong e) {
            problems.add(item.place(), e.what(), allowed);
            return Optional.empty();
        }
    }

    /** Without reporting. */
    private static Optional<String> kindOf(Node.Mapping mapping) {
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key() instanceof Node.Scalar key && key.text().equals(FAULT)) {
                return entry.value() instanceof Node.Scalar value && KINDS.contains(value.text())
                        ? Optional.of(value.text())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Of an unknown kind all parameters are allowed, for they may be right. */
    private static List<String> allowed(Optional<String> kind) {
        List<String> allowed = new ArrayList<>(List.of(FAULT, AFFECTS));
        TreeSet<String> parameters = new TreeSet<>();
        for (String one : kind.map(List::of).orElse(KINDS)) {
            parameters.addAll(FaultChoice.of(one).parameters().keySet());
        }
        allowed.addAll(parameters);
        return allowed;
    }

    private static FaultChoice with(FaultChoice usual, Fields fields, Problems problems) {
        FaultChoice choice = usual;
        for (String parameter : usual.parameters().keySet()) {
            Optional<Choices.Extent<Double>> extent = extent(fields, parameter);
            if (extent.isPresent()) {
                choice = choice.with(
                        parameter, extent.get().least(), extent.get().most());
            }
        }
        Optional<List<Affects>> affects = Choices.several(fields, AFFECTS, AFFECTED, problems);
        return affects.isEmpty() ? choice : choice.affecting(affects.get().toArray(Affects[]::new));
    }

    /** Of times in seconds. */
    private static Optional<Choices.Extent<Double>> extent(Fields fields, String parameter) {
        return switch (parameter) {
            case "p", "fraction" -> fields.maybe(parameter, SHARE);
            case "afterRequests" ->
                fields.maybe(parameter, COUNT)
                        .map(count -> new Choices.Extent<>((double) count.least(), (double) count.most()));
            default ->
                fields.maybe(parameter, TIME)
                        .map(time -> new Choices.Extent<>(seconds(time.least()), seconds(time.most())));
        };
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

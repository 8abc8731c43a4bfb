package dev.sitefailover.search.reader;

import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.document.yaml.Wrong;
import java.util.List;
import java.util.Optional;

/** Values of which one is drawn: from one to another, or one of a list. */
final class Choices {
    private static final String TO = "..";

    private Choices() {}

    /**
     * From where to where; the same twice when one stands alone.
     *
     * @param least not after {@code most}
     */
    record Extent<T>(T least, T most) {}

    /** One value, or two with dots between them. */
    static <T extends Comparable<T>> Type<Extent<T>> extent(Type<T> end, String example) {
        return new Type<>(end.allowed() + "; or from one to another, such as " + example, scalar -> {
            int dots = scalar.text().indexOf(TO);
            if (dots < 0) {
                T only = end.parser().parse(scalar);
                return new Extent<>(only, only);
            }
            T least = part(end, scalar, scalar.text().substring(0, dots));
            T most = part(end, scalar, scalar.text().substring(dots + TO.length()));
            if (least.compareTo(most) > 0) {
                throw new Wrong(Shown.quoted(scalar.text()) + " goes from more to less");
            }
            return new Extent<>(least, most);
        });
    }

    private static <T> T part(Type<T> end, Node.Scalar whole, String text) throws Wrong {
        if (text.isBlank()) {
            throw new Wrong(Shown.quoted(whole.text()) + " lacks one of its ends");
        }
        return end.parser().parse(new Node.Scalar(whole.place(), text.strip(), whole.plain()));
    }

    /** The values of a key that has one or a list of them; empty when it is absent or wrong, which is reported. */
    static <T> Optional<List<T>> several(Fields fields, String key, Type<T> type, Problems problems) {
        if (!(fields.value(key) instanceof Node.Sequence sequence)) {
            return fields.maybe(key, type).map(List::of);
        }
        if (sequence.items().isEmpty() && sequence.complete()) {
            problems.add(sequence.place(), key + ": the list is empty", type.allowed() + "; or a list of such");
        }
        List<T> values = fields.values(key, type);
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
}

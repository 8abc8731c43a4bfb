package dev.sitefailover.document.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a single value may be.
 *
 * @param <T> what it is in the model
 * @param allowed what is allowed, as the end of an error's sentence
 * @param parser from the file's text
 */
public record Type<T>(String allowed, Parser<T> parser) {

    /** Turns a value of the file into one of the model. */
    @FunctionalInterface
    public interface Parser<T> {
        /** The value, or what is wrong with it. */
        T parse(Node.Scalar scalar) throws Wrong;
    }

    T read(Node node) throws Wrong {
        if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
            return parser.parse(scalar);
        }
        throw new Wrong(node.noun() + " stands where a value belongs");
    }

    /** One of these words. */
    public static <T> Type<T> oneOf(Map<String, T> words) {
        return new Type<>(Hint.list(words.keySet()), scalar -> {
            T value = words.get(scalar.text());
            if (value == null) {
                throw unknown(scalar.text(), words.keySet());
            }
            return value;
        });
    }

    /** One of the enum's constants, in kebab case. */
    public static <E extends Enum<E>> Type<E> oneOf(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return oneOf(words);
    }

    /** The id of one of those things; when they are not all known, any id. */
    public static Type<String> reference(String thing, Collection<String> ids, boolean allKnown, Hint.Budget budget) {
        return new Type<>(allKnown ? Hint.list(ids) : "allowed is the id of a " + thing, scalar -> {
            if (allKnown && !ids.contains(scalar.text())) {
                throw new Wrong("there is no " + thing + " " + Shown.quoted(scalar.text())
                        + (budget.spend() ? suggestion(scalar.text(), ids) : ""));
            }
            return scalar.text();
        });
    }

    private static Wrong unknown(String word, Collection<String> words) {
        return new Wrong(Shown.quoted(word) + " is not known" + suggestion(word, words));
    }

    /** In parentheses, with a blank before; empty when nothing is near. */
    public static String suggestion(String word, Collection<String> words) {
        String meant = Hint.meant(word, words);
        return meant.isEmpty() ? "" : " (did you mean " + Shown.quoted(meant) + "?)";
    }
}

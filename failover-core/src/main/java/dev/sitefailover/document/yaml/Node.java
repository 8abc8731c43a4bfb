package dev.sitefailover.document.yaml;

import java.util.List;

/** A piece of the file and its place. */
public sealed interface Node {
    /** Where it starts. */
    Place place();

    /** What people call it. */
    String noun();

    /** Text; {@code plain} when it stands without quotes, so that it may also be a number, a truth value or nothing. */
    record Scalar(Place place, String text, boolean plain) implements Node {
        /** Whether it says nothing, as YAML 1.2 writes it. */
        public boolean isNull() {
            return plain
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }

        @Override
        public String noun() {
            return isNull() ? "nothing" : Shown.quoted(text);
        }
    }

    /** Keys and values in the order of the file; {@code complete} when its end was read. */
    record Mapping(Place place, List<Entry> entries, boolean complete) implements Node {
        @Override
        public String noun() {
            return "a mapping";
        }
    }

    /** Items in the order of the file; {@code complete} when its end was read. */
    record Sequence(Place place, List<Node> items, boolean complete) implements Node {
        @Override
        public String noun() {
            return "a list";
        }
    }

    /** Something that was already reported: nothing more is said about it. */
    record Broken(Place place) implements Node {
        @Override
        public String noun() {
            return "something unreadable";
        }
    }

    /** A key and its value. */
    record Entry(Node key, Node value) {}

    /** Whether it is a scalar that says nothing. */
    static boolean isNull(Node node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }
}

package dev.sitefailover.document.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mapping's keys and values. Making one reports its unknown and duplicate keys; every reading method reports what is
 * wrong with its value and then answers as if the value were absent.
 */
public final class Fields {
    private final Problems problems;
    private final Place place;
    private final boolean complete;
    private final String what;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();

    private Fields(Problems problems, Place place, boolean complete, String what) {
        this.problems = problems;
        this.place = place;
        this.complete = complete;
        this.what = what;
    }

    /** Of a mapping; of anything else, which is reported, and of nothing: no keys. */
    public static Fields of(Node node, String what, List<String> allowed, Problems problems) {
        if (!(node instanceof Node.Mapping mapping)) {
            if (!Node.isNull(node) && !(node instanceof Node.Broken)) {
                problems.add(
                        node.place(),
                        node.noun() + " stands where " + what + " belongs",
                        allowed.isEmpty()
                                ? "allowed is {} or nothing"
                                : "allowed is a mapping with the keys " + String.join(", ", allowed));
            }
            return new Fields(problems, node.place(), Node.isNull(node), what);
        }
        Fields fields = new Fields(problems, mapping.place(), mapping.complete(), what);
        for (Node.Entry entry : mapping.entries()) {
            fields.put(entry, allowed);
        }
        return fields;
    }

    /** Of a mapping whose keys are looked at elsewhere: only duplicates are reported. */
    public static Fields ofAny(Node.Mapping mapping, String what, Problems problems) {
        Fields fields = new Fields(problems, mapping.place(), mapping.complete(), what);
        for (Node.Entry entry : mapping.entries()) {
            fields.put(entry, null);
        }
        return fields;
    }

    private void put(Node.Entry entry, @Nullable List<String> allowed) {
        if (!(entry.key() instanceof Node.Scalar key)) {
            if (!(entry.key() instanceof Node.Broken)) {
                problems.add(
                        entry.key().place(), entry.key().noun() + " stands where a key belongs", "allowed is a word");
            }
            return;
        }
        Node.Entry earlier = entries.get(key.text());
        if (earlier != null) {
            if (problems.unlisted()) {
                return;
            }
            problems.add(
                    key.place(),
                    "duplicate key " + Shown.quoted(key.text()),
                    "it stands at " + earlier.key().place() + " already and may stand once");
        } else {
            entries.put(key.text(), entry);
            if (allowed != null && !allowed.contains(key.text())) {
                unknown(key, allowed);
            }
        }
    }

    private void unknown(Node.Scalar key, List<String> allowed) {
        if (problems.unlisted()) {
            return;
        }
        String hint = Type.suggestion(key.text(), allowed);
        problems.add(key.place(), "unknown key " + Shown.quoted(key.text()) + " in " + what + hint, Hint.list(allowed));
    }

    /** Where the mapping stands. */
    public Place place() {
        return place;
    }

    /** Whether all of it was read; else what is absent may have been meant to come. */
    public boolean complete() {
        return complete;
    }

    /** By key, in the order of the file. */
    public Map<String, Node.Entry> entries() {
        return entries;
    }

    /** The value, null when the key is absent. */
    @Nullable
    public Node value(String key) {
        Node.Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** Where the value stands; of an empty one where its key stands; of an absent one where the mapping starts. */
    public Place placeOf(String key) {
        Node.Entry entry = entries.get(key);
        if (entry == null) {
            return place;
        }
        return Node.isNull(entry.value()) ? entry.key().place() : entry.value().place();
    }

    /** The value; empty when the key is absent or its value is wrong, which is reported. */
    public <T> Optional<T> maybe(String key, Type<T> type) {
        Node value = value(key);
        return value == null ? Optional.empty() : read(key, value, type);
    }

    private <T> Optional<T> read(String key, Node value, Type<T> type) {
        if (value instanceof Node.Broken) {
            return Optional.empty();
        }
        if (Node.isNull(value)) {
            problems.add(placeOf(key), key + " has no value", type.allowed());
            return Optional.empty();
        }
        try {
            return Optional.of(type.read(value));
        } catch (Wrong e) {
            problems.add(value.place(), key + ": " + e.what(), type.allowed());
            return Optional.empty();
        }
    }

    /** Reports when the key is absent; such an error of the whole file stands at its start. */
    public <T> Optional<T> need(String key, Type<T> type) {
        requireKey(key, type.allowed());
        return maybe(key, type);
    }

    /** Reports when the key is absent. */
    public void requireKey(String key, String allowed) {
        if (!entries.containsKey(key) && complete) {
            problems.add(place, "key \"" + key + "\" is missing in " + what, allowed);
        }
    }

    /** The mapping below a key; nothing and an absent key mean no settings. */
    public Fields below(String key, List<String> allowed) {
        Node value = value(key);
        if (value == null) {
            return new Fields(problems, place, true, key);
        }
        return of(value, key, allowed, problems);
    }

    /** The items below a key; none when the key is absent or has no list, which is reported. */
    public List<Node> items(String key, String allowed) {
        Node value = value(key);
        if (value == null || value instanceof Node.Broken) {
            return List.of();
        }
        if (value instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        problems.add(
                placeOf(key),
                key + (Node.isNull(value) ? " has no value" : ": " + value.noun() + " stands where a list belongs"),
                allowed);
        return List.of();
    }

    /** Like {@link #items}, each of one type. */
    public <T> List<T> values(String key, Type<T> type) {
        List<T> values = new ArrayList<>();
        for (Node item : items(key, "allowed is a list")) {
            if (item instanceof Node.Broken) {
                continue;
            }
            try {
                values.add(type.read(item));
            } catch (Wrong e) {
                problems.add(item.place(), key + ": " + e.what(), type.allowed());
            }
        }
        return values;
    }
}

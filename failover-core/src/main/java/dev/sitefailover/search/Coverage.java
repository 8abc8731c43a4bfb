package dev.sitefailover.search;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What client systems went through: how often each state was entered and each transition made. A state is the
 * controller's phase with the health of the site it belongs to or goes to and the best health among the others. Immutable,
 * plain data; sums are independent of order.
 *
 * @param states how often each was entered, by name
 * @param transitions how often each was made, by name: {@code from > to}
 */
public record Coverage(Map<String, Long> states, Map<String, Long> transitions) implements Serializable {

    /** Nothing. */
    public static final Coverage NONE = new Coverage(Map.of(), Map.of());

    public Coverage {
        states = Collections.unmodifiableMap(new TreeMap<>(states));
        transitions = Collections.unmodifiableMap(new TreeMap<>(transitions));
    }

    /** Both together. */
    public Coverage plus(Coverage other) {
        return new Coverage(sum(states, other.states), sum(transitions, other.transitions));
    }

    private static Map<String, Long> sum(Map<String, Long> a, Map<String, Long> b) {
        Map<String, Long> sum = new TreeMap<>(a);
        b.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
    }
}

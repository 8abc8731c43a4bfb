package dev.sitefailover.search;

import dev.sitefailover.control.Phase;
import dev.sitefailover.site.Health;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts states and transitions by number, for a thread's many runs. Not safe for use by several threads. */
final class Explored {
    private static final Phase[] PHASES = Phase.values();
    private static final Health[] HEALTHS = Health.values();
    static final int STATES = PHASES.length * HEALTHS.length * HEALTHS.length;

    private final long[] states = new long[STATES];
    private final long[] transitions = new long[STATES * STATES];

    static int state(Phase phase, Health at, Health best) {
        return (phase.ordinal() * HEALTHS.length + at.ordinal()) * HEALTHS.length + best.ordinal();
    }

    void entered(int from, int to) {
        states[to]++;
        transitions[from * STATES + to]++;
    }

    void clear() {
        Arrays.fill(states, 0);
        Arrays.fill(transitions, 0);
    }

    Coverage coverage() {
        Map<String, Long> reached = new TreeMap<>();
        Map<String, Long> made = new TreeMap<>();
        for (int state = 0; state < STATES; state++) {
            if (states[state] > 0) {
                reached.put(name(state), states[state]);
            }
        }
        for (int i = 0; i < transitions.length; i++) {
            if (transitions[i] > 0) {
                made.put(name(i / STATES) + " > " + name(i % STATES), transitions[i]);
            }
        }
        return new Coverage(reached, made);
    }

    private static String name(int state) {
        int healths = HEALTHS.length * HEALTHS.length;
        return PHASES[state / healths] + " at " + HEALTHS[state % healths / HEALTHS.length] + ", others "
                + HEALTHS[state % HEALTHS.length];
    }
}

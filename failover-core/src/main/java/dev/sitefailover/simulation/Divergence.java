package dev.sitefailover.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where two runs that should have been the same part: the first event that differs.
 *
 * @param before the last events both have in common, oldest first
 * @param first what the first run did then; null when it had ended
 * @param second what the second run did then; null when it had ended
 */
public record Divergence(List<TraceRecord> before, @Nullable TraceRecord first, @Nullable TraceRecord second) {
    private static final int CONTEXT = 3;

    public Divergence {
        before = List.copyOf(before);
    }

    /** The first difference between two recorded runs; empty when there is none among the events kept. */
    public static Optional<Divergence> between(TraceRecorder first, TraceRecorder second) {
        int common = Math.min(first.size(), second.size());
        for (int i = 0; i < common; i++) {
            if (!first.get(i).equals(second.get(i))) {
                return Optional.of(at(i, first, second));
            }
        }
        return first.seen() == second.seen() ? Optional.empty() : Optional.of(at(common, first, second));
    }

    /** Does the same thing twice, each time with a recorder of its own, and compares. */
    public static Optional<Divergence> ofTwoRuns(Consumer<TraceRecorder> run) {
        TraceRecorder first = new TraceRecorder();
        TraceRecorder second = new TraceRecorder();
        run.accept(first);
        run.accept(second);
        return between(first, second);
    }

    private static Divergence at(int index, TraceRecorder first, TraceRecorder second) {
        List<TraceRecord> before = new ArrayList<>();
        for (int i = Math.max(0, index - CONTEXT); i < index; i++) {
            before.add(first.get(i));
        }
        return new Divergence(
                before,
                index < first.size() ? first.get(index) : null,
                index < second.size() ? second.get(index) : null);
    }

    /** Some lines: the events in common, then the two that differ. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder("the two runs part here\n");
        before.forEach(record -> lines.append("  both    ").append(record).append('\n'));
        lines.append("  first   ").append(first == null ? "(ended)" : first).append('\n');
        lines.append("  second  ").append(second == null ? "(ended)" : second).append('\n');
        return lines.toString();
    }
}

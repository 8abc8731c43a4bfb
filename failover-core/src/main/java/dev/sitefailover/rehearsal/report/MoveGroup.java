package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The moves of all participants that belong together: one session, one step, one pair of sites.
 *
 * @param title what happened, for a heading
 * @param moves in the order "worst first": those without a first success, then by falling client's share
 */
record MoveGroup(@Nullable SessionResult session, String title, String from, String to, List<SwitchoverResult> moves) {

    /** The groups of a report in the order of their first move. */
    static List<MoveGroup> of(Report report) {
        Map<List<Object>, List<SwitchoverResult>> groups = new LinkedHashMap<>();
        for (SwitchoverResult move : report.switchovers()) {
            groups.computeIfAbsent(
                            List.of(move.session(), move.step(), move.from(), move.to()), key -> new ArrayList<>())
                    .add(move);
        }
        return groups.values().stream().map(moves -> of(report, moves)).toList();
    }

    private static MoveGroup of(Report report, List<SwitchoverResult> moves) {
        SwitchoverResult first = moves.get(0);
        Optional<SessionResult> session = report.sessions().stream()
                .filter(s -> s.id().equals(first.session()))
                .findFirst();
        String title = session.filter(
                        s -> first.step() >= 0 && first.step() < s.steps().size())
                .map(s -> s.steps().get(first.step()))
                .map(s -> s.title().equals(s.kind()) ? named(s.kind()) : s.title())
                .orElse("Move by the client itself");
        List<SwitchoverResult> sorted = moves.stream()
                .sorted(Comparator.comparing(
                                SwitchoverResult::clientShare,
                                Comparator.nullsFirst(
                                        Comparator.<Duration>naturalOrder().reversed()))
                        .thenComparing(SwitchoverResult::participant))
                .toList();
        return new MoveGroup(session.orElse(null), title, first.from(), first.to(), sorted);
    }

    private static String named(String kind) {
        String words = kind.replace('-', ' ');
        return words.isEmpty() ? kind : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    SwitchoverResult worst() {
        return moves.get(0);
    }

    long unfinished() {
        return moves.stream().filter(m -> m.firstSuccessAt() == null).count();
    }

    /** The measured ones in rising order. */
    List<Duration> sorted(Function<SwitchoverResult, @Nullable Duration> figure) {
        return moves.stream().map(figure).filter(Objects::nonNull).sorted().toList();
    }

    /** The smallest value that at least this fraction of the sorted values does not exceed; null of none. */
    static @Nullable Duration quantile(List<Duration> sorted, double fraction) {
        if (sorted.isEmpty()) {
            return null;
        }
        int rank = (int) Math.ceil(fraction * sorted.size());
        return sorted.get(Math.max(0, Math.min(sorted.size() - 1, rank - 1)));
    }
}

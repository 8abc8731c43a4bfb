package dev.sitefailover.search;

import dev.sitefailover.runtime.EngineRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One search under way: pieces of seeds in a row, each by one thread, and their sum. */
final class Campaign {
    /** Long enough that adding up costs nothing, short enough for progress. */
    private static final int PIECE = 64;

    private static final long BETWEEN_REPORTS = 250_000_000;

    private final ScenarioSpace space;
    private final Trial trial;
    private final SeedRange seeds;
    private final SearchListener listener;
    private final BooleanSupplier stopped;
    private final EngineRuntime clock;
    private final long start;
    private final long budget;
    private final List<SearchResult> unsummed = new ArrayList<>();
    private SearchResult sum = SearchResult.NONE;
    private long toldAt = -BETWEEN_REPORTS;
    private volatile boolean over;

    Campaign(
            ScenarioSpace space,
            Trial trial,
            SeedRange seeds,
            Duration budget,
            SearchListener listener,
            BooleanSupplier stopped,
            EngineRuntime clock) {
        this.space = space;
        this.trial = trial;
        this.seeds = seeds;
        this.listener = listener;
        this.stopped = stopped;
        this.clock = clock;
        this.start = clock.nanoTime();
        this.budget = budget.toNanos();
    }

    int pieces() {
        return Math.toIntExact((seeds.size() + PIECE - 1) / PIECE);
    }

    void piece(int index) {
        try {
            if (isOver()) {
                return; // of a thousand million seeds most pieces are never begun
            }
            runPiece(index);
        } catch (RuntimeException | Error e) {
            over = true; // nobody will see what the others would find
            throw e;
        }
    }

    private void runPiece(int index) {
        long from = seeds.from() + (long) index * PIECE;
        // Counted, for behind the last seed of all there is none to compare with.
        long wanted = Math.min(PIECE, seeds.to() - from + 1);
        Explored explored = new Explored();
        List<Found> found = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        long operations = 0;
        int done = 0;
        while (done < wanted && !isOver()) {
            long seed = from + done;
            Scenario scenario = space.draw(seed);
            TrialResult result = trial.run(scenario, explored);
            operations += result.operations();
            if (result.violation().isPresent()) {
                Violation violation = result.violation().get();
                found.add(new Found(seed, violation, scenario.faults()));
                counts.merge(violation.invariant(), 1L, Long::sum);
            }
            done++;
        }
        if (done > 0) {
            add(new SearchResult(
                    List.of(SeedRange.of(from, from + done - 1)),
                    operations,
                    Duration.ZERO,
                    found,
                    counts,
                    explored.coverage()));
        }
    }

    private synchronized void add(SearchResult piece) {
        unsummed.add(piece);
        long now = elapsed();
        if (now - toldAt >= BETWEEN_REPORTS) {
            toldAt = now;
            SearchResult soFar = result();
            listener.progressed(new SearchProgress(
                    soFar.runs(),
                    seeds.size(),
                    Duration.ofNanos(now),
                    soFar.violations(),
                    soFar.coverage().states().size(),
                    soFar.coverage().transitions().size()));
        }
    }

    synchronized SearchResult result() {
        for (SearchResult piece : unsummed) {
            sum = sum.plus(piece);
        }
        unsummed.clear();
        return new SearchResult(
                sum.seeds(),
                sum.operations(),
                Duration.ofNanos(elapsed()),
                sum.found(),
                sum.byInvariant(),
                sum.coverage());
    }

    private boolean isOver() {
        if (!over && (elapsed() >= budget || stopped.getAsBoolean())) {
            over = true;
        }
        return over;
    }

    private long elapsed() {
        return clock.nanoTime() - start;
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.search.SearchListener;
import dev.sitefailover.search.SearchProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** How far a search is, for who watches it: a bar on a terminal, lines in a log. */
abstract class ExploreProgress implements SearchListener, AutoCloseable {
    private final Duration budget;

    private ExploreProgress(Duration budget) {
        this.budget = budget;
    }

    /** What suits the place where the output goes; with {@code quiet}, nothing. */
    static ExploreProgress on(PrintWriter out, Duration budget, boolean quiet) {
        if (quiet) {
            return new Silent();
        }
        return Progress.isTerminal() ? new OnTerminal(out, budget) : new Lines(out, budget);
    }

    /** From 0 to 1: of the seeds or of the time, whichever is nearer to its end. */
    final double fraction(SearchProgress progress) {
        double seeds = (double) progress.runs() / progress.wanted();
        double time = (double) progress.elapsed().toNanos() / budget.toNanos();
        return Math.min(1, Math.max(seeds, time));
    }

    static String text(SearchProgress progress) {
        return String.format(
                Locale.ROOT,
                "%s%,.0f runs/s  %,d states  %,d transitions",
                progress.violations() == 0 ? "" : String.format(Locale.ROOT, "%,d BROKEN  ", progress.violations()),
                progress.runsPerSecond(),
                progress.states(),
                progress.transitions());
    }

    /** Takes down what must not stay on the screen. */
    @Override
    public void close() {}

    private static final class Silent extends ExploreProgress {
        Silent() {
            super(Duration.ofDays(1));
        }

        @Override
        public void progressed(SearchProgress progress) {}
    }

    private static final class OnTerminal extends ExploreProgress {
        private static final int LENGTH = 20;

        private final Bar bar;

        OnTerminal(PrintWriter out, Duration budget) {
            super(budget);
            bar = new Bar(out, LENGTH);
        }

        @Override
        public void progressed(SearchProgress progress) {
            bar.step(fraction(progress));
            bar.text(text(progress));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** A line for every tenth, and one when nothing was said for half a minute. */
    static final class Lines extends ExploreProgress {
        private static final Duration SILENCE = Duration.ofSeconds(30);

        private final PrintWriter out;
        private int told;
        private Duration toldAt = Duration.ZERO;

        Lines(PrintWriter out, Duration budget) {
            super(budget);
            this.out = out;
        }

        @Override
        public void progressed(SearchProgress progress) {
            int tenths = (int) (fraction(progress) * 10);
            if (tenths > told || progress.elapsed().minus(toldAt).compareTo(SILENCE) >= 0) {
                told = tenths;
                toldAt = progress.elapsed();
                out.println(String.format(
                        Locale.ROOT,
                        "%3.0f %%  %,d seeds  %s",
                        Math.floor(fraction(progress) * 100),
                        progress.runs(),
                        text(progress)));
            }
        }
    }
}

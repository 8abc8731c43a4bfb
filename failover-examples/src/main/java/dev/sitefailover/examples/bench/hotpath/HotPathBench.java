package dev.sitefailover.examples.bench.hotpath;

import dev.sitefailover.examples.bench.measure.Contest;
import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.Rate;
import dev.sitefailover.examples.bench.measure.Results;
import dev.sitefailover.examples.bench.measure.Rounds;
import dev.sitefailover.examples.bench.measure.Spread;
import dev.sitefailover.examples.bench.measure.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What a call costs on a healthy route, beside its two clock reads and beside resilience4j alone. */
public final class HotPathBench {
    public static final String NAME = "hotpath";
    private static final String OWN = "SiteFailover.call";
    private static final String ASYNC = "SiteFailover.callAsync";
    private static final String FUNCTION = "the function alone";
    private static final String CLOCK = "two System.nanoTime()";
    private static final String REFERENCE = "resilience4j breaker, decorated once";
    private static final double MOST_ADDED_NANOS = 10;
    private static final double LEAST_SCALING = 1.9;

    private HotPathBench() {}

    public static Contest contest() {
        return new Contest(
                NAME,
                List.of(""),
                List.of(1, 2),
                List.of(
                        new Subject(REFERENCE, setting -> Baselines.breakerDecoratedOnce()),
                        new Subject("resilience4j breaker, executeSupplier", setting -> Baselines.breaker()),
                        new Subject(
                                "resilience4j retry+breaker, decorated once",
                                setting -> Baselines.retryAndBreakerDecoratedOnce()),
                        new Subject(FUNCTION, setting -> Baselines.function()),
                        new Subject("one System.nanoTime()", setting -> Baselines.oneClockRead()),
                        new Subject(CLOCK, setting -> Baselines.twoClockReads()),
                        new Subject(OWN, setting -> Engines.call()),
                        new Subject(OWN + ", sampled timing", setting -> Engines.callSampled()),
                        new Subject(OWN + ", plain breaker", setting -> Engines.callRecorded()),
                        new Subject(ASYNC, setting -> Engines.callAsync())));
    }

    /**
     * Prints the table.
     *
     * @return whether a call costs at most two clock reads and 10 ns, allocates nothing and two threads do 1.9 times as
     *     much as one; only where {@code rounds} include them
     */
    public static boolean run(Rounds rounds, PrintWriter out, Consumer<Figure> figures) throws IOException {
        Contest contest = contest();
        Results results = rounds.run(contest, line -> {
            out.println(line);
            out.flush();
        });
        out.println(results.machine());
        out.println(String.format(
                Locale.ROOT,
                "%-44s %24s %7s %23s %24s",
                "CALL",
                "ns, 1 THREAD (RANGE)",
                "B",
                "2 THREADS/1 (RANGE)",
                "SPEED OF resilience4j's"));
        for (Subject subject : contest.subjects()) {
            if (results.has("", subject.name())) {
                line(results, subject.name(), out, figures);
            }
        }
        boolean met = !results.has("", OWN) || !results.has("", CLOCK) || verdict(results, out);
        out.flush();
        return met;
    }

    private static void line(Results results, String subject, PrintWriter out, Consumer<Figure> figures) {
        Spread nanos = results.spread("", subject, 1, Rate::nanos);
        Spread bytes = results.spread("", subject, 1, Rate::bytes);
        Spread scaling = results.scaling("", subject, 2);
        Spread ratio = results.ratio("", subject, REFERENCE, 1);
        figures.accept(Figure.of(NAME, subject, "1 thread", "call", "ns", nanos));
        figures.accept(Figure.of(NAME, subject, "1 thread", "allocated", "B/call", bytes));
        figures.accept(Figure.of(NAME, subject, "2 threads", "calls beside one thread's", "x", scaling));
        figures.accept(Figure.of(NAME, subject, "1 thread", "calls beside resilience4j's", "x", ratio));
        out.println(String.format(
                Locale.ROOT,
                "%-44s %8.1f (%5.1f - %5.1f) %7.1f %7.2fx (%4.2f - %4.2f) %8.2fx (%4.2f - %4.2f)",
                subject,
                nanos.median(),
                nanos.least(),
                nanos.most(),
                bytes.median(),
                scaling.median(),
                scaling.least(),
                scaling.most(),
                ratio.median(),
                ratio.least(),
                ratio.most()));
    }

    private static boolean verdict(Results results, PrintWriter out) {
        double call = results.spread("", OWN, 1, Rate::nanos).median();
        double clock = results.spread("", CLOCK, 1, Rate::nanos).median();
        double bytes = results.spread("", OWN, 1, Rate::bytes).median();
        double scaling = results.scaling("", OWN, 2).median();
        boolean met = call - clock <= MOST_ADDED_NANOS && bytes < 0.5 && scaling >= LEAST_SCALING;
        out.println(String.format(
                Locale.ROOT,
                "%s: two clock reads + %.1f ns, goal + %.0f; %.1f B, goal 0; %.2fx on two threads, goal %.1f: %s",
                OWN,
                call - clock,
                MOST_ADDED_NANOS,
                bytes,
                scaling,
                LEAST_SCALING,
                met ? "met" : "MISSED"));
        return met;
    }
}

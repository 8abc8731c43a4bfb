package dev.sitefailover.examples.bench.kernel;

import dev.sitefailover.examples.bench.measure.Contest;
import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.Rate;
import dev.sitefailover.examples.bench.measure.Results;
import dev.sitefailover.examples.bench.measure.Rounds;
import dev.sitefailover.examples.bench.measure.Spread;
import dev.sitefailover.examples.bench.measure.Subject;
import dev.sitefailover.simulation.VirtualTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** How many events a second, with few and with many pending, at easy and at awkward times. */
public final class KernelBench {
    public static final String NAME = "kernel";
    private static final String OWN = "VirtualTime";
    private static final String PLAIN = "java.util.PriorityQueue";
    private static final List<String> SETTINGS = List.of(
            "exponential/100",
            "exponential/10000",
            "exponential/1000000",
            "bursty/10000",
            "equal/10000",
            "bimodal/10000",
            "mixed/10000",
            "cancelled/10000");

    private KernelBench() {}

    public static Contest contest() {
        return contest(SETTINGS);
    }

    /** The same with other loads. */
    public static Contest contest(List<String> settings) {
        return new Contest(
                NAME,
                settings,
                List.of(1),
                List.of(
                        Hold.subject(OWN, () -> new OnVirtualTime(VirtualTime.create())),
                        Hold.subject(PLAIN, OnPriorityQueue::new),
                        Hold.subject("the load without a queue", WithoutQueue::new)));
    }

    /**
     * Prints the table.
     *
     * @return whether this library's was never slower than the class library's queue
     */
    public static boolean run(Contest contest, Rounds rounds, PrintWriter out, Consumer<Figure> figures)
            throws IOException {
        Results results = rounds.run(contest, line -> {
            out.println(line);
            out.flush();
        });
        out.println(results.machine());
        out.println(String.format(
                Locale.ROOT,
                "%-20s %-34s %24s %9s %22s",
                "TIMES/PENDING",
                "KERNEL",
                "M EVENTS/s (RANGE)",
                "B/EVENT",
                "OF PriorityQueue (RANGE)"));
        boolean compared = false;
        boolean holds = true;
        for (String setting : contest.settings()) {
            for (Subject subject : contest.subjects()) {
                if (results.has(setting, subject.name())) {
                    line(results, setting, subject.name(), out, figures);
                }
            }
            if (results.has(setting, PLAIN)) {
                compared = true;
                holds &= results.ratio(setting, OWN, PLAIN, 1).median() >= 1;
            }
        }
        if (compared) {
            out.println("never slower than java.util.PriorityQueue: " + (holds ? "met" : "MISSED"));
        }
        out.flush();
        return holds;
    }

    private static void line(
            Results results, String setting, String subject, PrintWriter out, Consumer<Figure> figures) {
        Spread rate = results.spread(setting, subject, 1, found -> found.perSecond() / 1e6);
        Spread bytes = results.spread(setting, subject, 1, Rate::bytes);
        figures.accept(Figure.of(NAME, subject, setting, "events", "M/s", rate));
        figures.accept(Figure.of(NAME, subject, setting, "allocated", "B/event", bytes));
        String compared = "";
        if (results.has(setting, PLAIN)) {
            Spread ratio = results.ratio(setting, subject, PLAIN, 1);
            figures.accept(Figure.of(NAME, subject, setting, "events beside PriorityQueue", "x", ratio));
            compared =
                    String.format(Locale.ROOT, "%6.2fx (%5.2f - %5.2f)", ratio.median(), ratio.least(), ratio.most());
        }
        out.println(String.format(
                Locale.ROOT,
                "%-20s %-34s %8.2f (%5.2f - %5.2f) %9.1f %22s",
                setting,
                subject,
                rate.median(),
                rate.least(),
                rate.most(),
                bytes.median(),
                compared));
    }
}

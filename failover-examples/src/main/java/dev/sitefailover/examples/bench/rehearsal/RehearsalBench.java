package dev.sitefailover.examples.bench.rehearsal;

import dev.sitefailover.examples.bench.measure.Contest;
import dev.sitefailover.examples.bench.measure.Effort;
import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.Rate;
import dev.sitefailover.examples.bench.measure.Results;
import dev.sitefailover.examples.bench.measure.Rounds;
import dev.sitefailover.examples.bench.measure.Spread;
import dev.sitefailover.examples.bench.measure.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Operations a second of the whole simulation: breaker, policy, deadlines and trace on. */
public final class RehearsalBench {
    public static final String NAME = "rehearsal";
    private static final String ONE = "1 thread";
    private static final String TWO = "2 threads";
    private static final String BESIDE = "2 threads, a rehearsal each";
    private static final String NO_SHA = "1 thread, no SHA instructions";

    /** Participants and minutes of each of the three sessions; the first is what the others are compared with. */
    private static final List<String> SETTINGS = List.of("50/4", "50/60");

    /**
     * From few to many. Sessions are so long that it is the calls that are measured: a step brings in every participant's
     * memory for a few calls each.
     */
    private static final List<String> MORE_AND_MORE = List.of("10/16", "100/16", "1000/16", "10000/16");

    private static final double LEAST_PER_SECOND = 3e6;
    private static final double MOST_COST = 1.5;

    private RehearsalBench() {}

    public static Contest contest() {
        return contest(SETTINGS);
    }

    /** The same with other numbers of participants and minutes. */
    public static Contest contest(List<String> settings) {
        return new Contest(
                NAME,
                settings,
                List.of(1),
                List.of(
                        subject(ONE, 1),
                        subject(TWO, 2),
                        new Subject(BESIDE, setting -> new Beside(participants(setting), minutes(setting))),
                        subject(NO_SHA, 1).with("-XX:-UseSHA")));
    }

    /** One thread's settings from few participants to many. */
    private static Contest moreAndMore() {
        return new Contest(NAME, MORE_AND_MORE, List.of(1), List.of(subject(ONE, 1)));
    }

    private static Subject subject(String name, int threads) {
        return new Subject(name, setting -> new Rehearsing(participants(setting), minutes(setting), threads));
    }

    private static int participants(String setting) {
        return Integer.parseInt(setting.substring(0, setting.indexOf('/')));
    }

    private static int minutes(String setting) {
        return Integer.parseInt(setting.substring(setting.indexOf('/') + 1));
    }

    /**
     * Prints both tables.
     *
     * @return whether the first setting reached 3 M operations a second on one thread, and one of 10,000 participants costs at
     *     most 1.5 times what one of 10 does
     */
    public static boolean run(Rounds rounds, PrintWriter out, Consumer<Figure> figures) throws IOException {
        boolean fast = run(contest(), rounds, out, figures);
        Results results = table(moreAndMore(), rounds, out, figures);
        String few = MORE_AND_MORE.get(0);
        String many = MORE_AND_MORE.get(MORE_AND_MORE.size() - 1);
        double cost = results.ratio(few, ONE, many, ONE, 1).median();
        boolean level = cost <= MOST_COST;
        out.println(String.format(
                Locale.ROOT,
                "an operation of %s costs %.2f times one of %s, goal %.1f: %s",
                many,
                cost,
                few,
                MOST_COST,
                level ? "met" : "MISSED"));
        out.flush();
        return fast && level;
    }

    /**
     * Prints the table of one contest; on processor time without the lines of two threads.
     *
     * @return whether the first setting reached 3 M operations a second on one thread
     */
    public static boolean run(Contest asked, Rounds rounds, PrintWriter out, Consumer<Figure> figures)
            throws IOException {
        Results results = table(asked, rounds, out, figures);
        String first = asked.settings().get(0);
        double reached = results.spread(first, ONE, 1, Rate::perSecond).median();
        boolean met = reached >= LEAST_PER_SECOND;
        out.println(String.format(
                Locale.ROOT,
                "%s on one thread: %.2f M operations/s, goal %.0f M: %s",
                first,
                reached / 1e6,
                LEAST_PER_SECOND / 1e6,
                met ? "met" : "MISSED"));
        out.flush();
        return met;
    }

    private static Results table(Contest asked, Rounds rounds, PrintWriter out, Consumer<Figure> figures)
            throws IOException {
        // a thread's processor time does not tell what the threads did that it handed work to
        Contest contest = rounds.effort().clock() == Effort.Clock.PROCESSOR
                ? asked.without(TWO).without(BESIDE)
                : asked;
        Results results = rounds.run(contest, line -> {
            out.println(line);
            out.flush();
        });
        String first = contest.settings().get(0);
        out.println(results.machine());
        out.println(String.format(
                Locale.ROOT,
                "%-22s %-34s %24s %14s %22s %22s",
                "PARTICIPANTS/MINUTES",
                "RUN BY",
                "M OPERATIONS/s (RANGE)",
                "B/OPERATION",
                "COST OF " + first + "'S",
                "SPEED OF 1 THREAD'S"));
        for (String setting : contest.settings()) {
            for (Subject subject : contest.subjects()) {
                if (results.has(setting, subject.name())) {
                    line(results, first, setting, subject.name(), out, figures);
                }
            }
        }
        return results;
    }

    private static void line(
            Results results, String first, String setting, String subject, PrintWriter out, Consumer<Figure> figures) {
        Spread rate = results.spread(setting, subject, 1, found -> found.perSecond() / 1e6);
        Spread cost = results.ratio(first, subject, setting, subject, 1);
        Spread speed = results.ratio(setting, subject, setting, ONE, 1);
        List<String> cells = new ArrayList<>();
        figures.accept(Figure.of(NAME, subject, setting, "operations", "M/s", rate));
        figures.accept(Figure.of(NAME, subject, setting, "cost of an operation beside " + first, "x", cost));
        figures.accept(Figure.of(NAME, subject, setting, "operations beside 1 thread's", "x", speed));
        String bytes = "not told";
        if (!subject.equals(TWO) && !subject.equals(BESIDE)) { // a thread can only tell its own
            Spread allocated = results.spread(setting, subject, 1, Rate::bytes);
            figures.accept(Figure.of(NAME, subject, setting, "allocated", "B/operation", allocated));
            bytes = String.format(Locale.ROOT, "%.0f", allocated.median());
        }
        cells.add(ranged("%8.2f (%5.2f - %5.2f)", rate));
        cells.add(bytes);
        cells.add(ranged("%6.2fx (%5.2f - %5.2f)", cost));
        cells.add(ranged("%6.2fx (%5.2f - %5.2f)", speed));
        out.println(String.format(Locale.ROOT, "%-22s %-34s ", setting, subject)
                + String.format(Locale.ROOT, "%24s %14s %22s %22s", cells.toArray()));
    }

    private static String ranged(String format, Spread spread) {
        return String.format(Locale.ROOT, format, spread.median(), spread.least(), spread.most());
    }
}

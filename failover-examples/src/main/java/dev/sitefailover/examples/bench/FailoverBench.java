package dev.sitefailover.examples.bench;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.examples.bench.OpenLoop.Call;
import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.Spread;
import dev.sitefailover.examples.standin.StandInProcess;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.site.Site;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Takes one of two sites down under load, again and again, and says what each kind of client made of it. */
public final class FailoverBench {
    public static final String NAME = "failover";
    static final Duration CONNECT = Duration.ofMillis(200);
    static final Duration RESPONSE = Duration.ofMillis(500);
    static final ProbeSettings PROBING = new ProbeSettings(Duration.ofMillis(100), Duration.ofMillis(100), 2, 3);

    /** Long enough for the code to be compiled and for every call of the fault to have ended. */
    private static final Duration WARM_UP = Duration.ofMillis(1_500);

    /** The first faults load and compile what only a fault uses; the very first one's figure is shown as well. */
    private static final int UNCOUNTED = 4;

    private static final Duration BEFORE = Duration.ofMillis(300);
    private static final Duration AFTER = Duration.ofMillis(1_200);

    private final Sites sites;
    private final int perSecond;
    private final int trials;
    private final PrintWriter out;
    private final Random phase;

    FailoverBench(Sites sites, int perSecond, int trials, long seed, PrintWriter out) {
        this.sites = sites;
        this.perSecond = perSecond;
        this.trials = trials;
        this.out = out;
        this.phase = new Random(seed);
    }

    /**
     * Runs the lines against their faults and prints the table.
     *
     * @param wanted the lines to measure, all or some; a goal is judged when what it takes was measured
     * @return whether no goal was missed: by SIGKILL no later than the breaker with fallback plus 1 ms, by SIGSTOP within
     *     80 ms and no call over 120 ms, no call failed, and once-only calls accounted for
     */
    public static boolean run(
            Set<BenchLine> wanted, int perSecond, int trials, long seed, PrintWriter out, Consumer<Figure> figures) {
        SiteFailover.practise();
        try (Sites sites = Sites.start()) {
            FailoverBench bench = new FailoverBench(sites, perSecond, trials, seed, out);
            out.println(perSecond + " calls/s open loop, " + trials + " trials each, median (range); connect "
                    + CONNECT.toMillis() + " ms, response " + RESPONSE.toMillis() + " ms, probes every "
                    + PROBING.interval().toMillis() + " ms x " + PROBING.fall());
            out.println(head());
            Map<BenchLine, List<Trial>> results = new EnumMap<>(BenchLine.class);
            boolean once = true;
            for (BenchFault fault : BenchFault.values()) {
                List<BenchLine> lines = wanted.stream()
                        .filter(line -> line.fault() == fault && line != BenchLine.STOP_ONCE)
                        .toList();
                results.putAll(bench.measure(lines));
                lines.forEach(line -> figures(line, results.getOrDefault(line, List.of()), figures));
            }
            if (wanted.contains(BenchLine.STOP_ONCE)) {
                once = bench.onceOnly();
            }
            boolean kill = bench.killGoal(results);
            boolean stop = bench.stopGoal(results);
            return kill && stop && once;
        }
    }

    private static void figures(BenchLine line, List<Trial> trials, Consumer<Figure> figures) {
        String fault = line.fault().toString();
        figures.accept(Figure.of(
                NAME, line.client(), fault, "first success", "ms", Spread.of(sorted(trials, Trial::firstSuccess))));
        figures.accept(
                Figure.of(NAME, line.client(), fault, "failed", "calls", Spread.of(sorted(trials, Trial::failed))));
        figures.accept(Figure.of(NAME, line.client(), fault, "worst", "ms", Spread.of(sorted(trials, Trial::worst))));
    }

    private boolean killGoal(Map<BenchLine, List<Trial>> results) {
        List<Trial> kill = results.get(BenchLine.KILL_ASYNC);
        List<Trial> fallback = results.get(BenchLine.KILL_FALLBACK);
        if (kill == null || fallback == null) {
            return true;
        }
        double bound = median(fallback, Trial::firstSuccess) + 1;
        boolean met = median(kill, Trial::firstSuccess) <= bound && largest(kill, Trial::failed) == 0;
        out.println(String.format(
                Locale.ROOT,
                "SIGKILL: first success %.1f ms, goal %.1f ms and no failed call: %s",
                median(kill, Trial::firstSuccess),
                bound,
                met ? "met" : "MISSED"));
        return met;
    }

    private boolean stopGoal(Map<BenchLine, List<Trial>> results) {
        List<Trial> stop = results.get(BenchLine.STOP_ASYNC);
        if (stop == null) {
            return true;
        }
        boolean met = median(stop, Trial::firstSuccess) <= 80
                && largest(stop, Trial::failed) == 0
                && largest(stop, Trial::worst) <= 120;
        out.println(String.format(
                Locale.ROOT,
                "SIGSTOP: first success %.1f ms, goal 80 ms, worst call %.0f ms, goal 120 ms, and no failed call: %s",
                median(stop, Trial::firstSuccess),
                largest(stop, Trial::worst),
                met ? "met" : "MISSED"));
        return met;
    }

    /** Submissions, which are never sent twice: each is acknowledged, or in doubt and found out about. */
    private boolean onceOnly() {
        sites.bothUp();
        try (EngineAsync engine = BenchLine.engine(sites.asSites(), true)) {
            engine.ready();
            OpenLoop loop = new OpenLoop(engine, perSecond);
            Strike strike = new Strike(BenchFault.SIGSTOP, sites.primary(), System.nanoTime() + WARM_UP.toNanos());
            strike.start();
            List<Call> calls = loop.run(System.nanoTime() + WARM_UP.plus(AFTER).toNanos());
            OpenLoop.await(calls, 4 * RESPONSE.toNanos());
            strike.at();
            OnceOnly account = OnceOnly.of(calls, engine, sites);
            out.println("SIGSTOP  " + account);
            return account.isAccountedFor();
        }
    }

    /**
     * All trials of these lines: each kind of client in turn, at the same phase of the probe interval. How long a killed
     * process takes to be gone, how far the code is compiled and what else the machine does then befall all of them alike.
     */
    private Map<BenchLine, List<Trial>> measure(List<BenchLine> lines) {
        Map<BenchLine, List<Trial>> results = new EnumMap<>(BenchLine.class);
        Map<BenchLine, Double> cold = new EnumMap<>(BenchLine.class);
        for (int i = 0; i < UNCOUNTED + trials; i++) {
            long wait = BEFORE.toNanos()
                    + (long) (phase.nextDouble() * PROBING.interval().toNanos());
            for (BenchLine line : lines) {
                Trial trial = one(line.fault(), line::contender, wait);
                if (i >= UNCOUNTED) {
                    results.computeIfAbsent(line, any -> new ArrayList<>()).add(trial);
                }
                cold.putIfAbsent(line, trial.firstSuccess());
            }
        }
        results.forEach((line, found) ->
                out.println(line(line.client(), line.fault(), found, cold.getOrDefault(line, Double.NaN))));
        out.flush();
        return results;
    }

    /** @param wait from when everything is warm to the fault, in nanoseconds */
    private Trial one(BenchFault fault, Function<List<Site>, Contender> make, long wait) {
        sites.bothUp();
        System.gc(); // the platform's client ends when it is collected: the trial before must leave nothing connected
        List<Call> calls;
        long faultAt;
        try (Contender contender = make.apply(sites.asSites())) {
            contender.ready();
            OpenLoop loop = new OpenLoop(contender, perSecond);
            loop.run(System.nanoTime() + WARM_UP.toNanos());
            Strike strike = new Strike(fault, sites.primary(), System.nanoTime() + wait);
            strike.start();
            calls = loop.run(System.nanoTime() + wait + AFTER.toNanos());
            OpenLoop.await(calls, 4 * RESPONSE.toNanos());
            faultAt = strike.at();
        }
        return Trial.of(calls, faultAt, "secondary");
    }

    /** Strikes at its time, on a thread of its own so that the load goes on. */
    private static final class Strike extends Thread {
        private final BenchFault fault;
        private final StandInProcess site;
        private final long due;
        private volatile long at;

        Strike(BenchFault fault, StandInProcess site, long due) {
            super("bench-strike");
            this.fault = fault;
            this.site = site;
            this.due = due;
            setDaemon(true);
        }

        @Override
        public void run() {
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            at = System.nanoTime();
            fault.strike(site);
        }

        long at() {
            try {
                join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return at;
        }
    }

    static String head() {
        return String.format(
                Locale.ROOT,
                "%-8s %-44s %21s %8s %7s %8s %9s",
                "FAULT",
                "CLIENT",
                "FIRST SUCCESS ms",
                "COLD ms",
                "FAILED",
                ">100 ms",
                "WORST ms");
    }

    private static String line(String name, BenchFault fault, List<Trial> trials, double cold) {
        return String.format(
                Locale.ROOT,
                "%-8s %-44s %7.1f (%5.1f-%5.1f) %8.1f %7.0f %8.0f %9.0f",
                fault,
                name,
                median(trials, Trial::firstSuccess),
                smallest(trials, Trial::firstSuccess),
                largest(trials, Trial::firstSuccess),
                cold,
                median(trials, Trial::failed),
                median(trials, Trial::slow),
                median(trials, Trial::worst));
    }

    static double median(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        double[] sorted = sorted(trials, figure);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double smallest(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        return sorted(trials, figure)[0];
    }

    static double largest(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        return sorted(trials, figure)[trials.size() - 1];
    }

    private static double[] sorted(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        double[] values = trials.stream().mapToDouble(figure).toArray();
        Arrays.sort(values);
        return values;
    }
}

package dev.sitefailover.examples.bench;

import dev.sitefailover.clearing.ClearingEndpoint;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.endpoint.Endpoints;
import dev.sitefailover.examples.standin.StandInProcess;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.routing.SilenceSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SiteSettings;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Site;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How short a silence may be taken for a loss: how often a site that collects its garbage is left without need, and how
 * soon one that hangs is left, against the limit.
 */
public final class SilenceBench {
    private static final int[] LIMITS = {10, 20, 30, 40, 50, 60, 80, 120};
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int HANGS = 20;

    private final int perSecond;

    private SilenceBench(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Prints the table.
     *
     * @param simulated how much virtual time for each limit
     * @param live how much real time for each limit; zero: none
     */
    public static void run(int perSecond, Duration simulated, Duration live, PrintWriter out) {
        SilenceBench bench = new SilenceBench(perSecond);
        out.println(perSecond + " calls/s; both sites pause " + PAUSE.toMillis() + " ms every " + EVERY.toSeconds()
                + " s; false switches per hour over " + simulated + " of virtual and " + live + " of real time");
        out.println(String.format(
                Locale.ROOT,
                "%8s %20s %24s %15s",
                "LIMIT ms",
                "SIMULATED FALSE/h",
                "HANG LEFT AFTER ms",
                "LIVE FALSE/h"));
        for (int limit : LIMITS) {
            SilenceSettings settings = SilenceSettings.of(Duration.ofMillis(limit));
            double falseSimulated = perHour(bench.falseSwitches(settings, simulated), simulated);
            double left = bench.hang(settings);
            String falseLive = live.isZero()
                    ? "-"
                    : String.format(Locale.ROOT, "%.0f", perHour(bench.falseLive(settings, live), live));
            out.println(String.format(Locale.ROOT, "%8d %20.0f %24.1f %15s", limit, falseSimulated, left, falseLive));
            out.flush();
        }
    }

    private static double perHour(int count, Duration time) {
        return count * 3_600e9 / time.toNanos();
    }

    /** Under virtual time, both sites pausing. */
    private int falseSwitches(SilenceSettings settings, Duration lasting) {
        AtomicInteger moves = new AtomicInteger();
        VirtualTime time = new VirtualTime(Instant.EPOCH, 1);
        Simulation simulation = simulation(time);
        Pausing connector = new Pausing(simulation.connector("P001"), time, PAUSE, EVERY);
        try (EngineAsync engine = new EngineAsync(connector, sites(simulation), time, settings, false)) {
            engine.engine().listen(event -> moves.addAndGet(event instanceof SwitchEvent.Moved ? 1 : 0));
            load(engine, time, lasting);
            time.runFor(lasting);
        }
        return moves.get();
    }

    /** Under virtual time: the median of how long after a hang the first call succeeds at the other site. */
    private double hang(SilenceSettings settings) {
        double[] left = new double[HANGS];
        for (int i = 0; i < HANGS; i++) {
            VirtualTime time = new VirtualTime(Instant.EPOCH, i + 1);
            Simulation simulation = simulation(time);
            try (EngineAsync engine =
                    new EngineAsync(simulation.connector("P001"), sites(simulation), time, settings, false)) {
                CompletableFuture<Long> first = new CompletableFuture<>();
                long hangs = Duration.ofSeconds(5).toNanos() + 5_000_000L * i;
                load(
                        engine,
                        time,
                        Duration.ofSeconds(7),
                        stage -> stage.thenAccept(site -> {
                            if (site.equals("secondary")) {
                                first.complete(time.nanoTime());
                            }
                        }));
                time.schedule(hangs, () -> simulation.site("primary").inflict(Fault.hang()));
                time.runFor(Duration.ofSeconds(8));
                left[i] = (first.getNow(Long.MAX_VALUE) - hangs) / 1e6;
            }
        }
        Arrays.sort(left);
        return (left[HANGS / 2] + left[(HANGS - 1) / 2]) / 2;
    }

    private static Simulation simulation(VirtualTime time) {
        return Simulation.seeded(time.seed())
                .in(time)
                .site(SiteSettings.of(Site.of("primary")).servingAlways())
                .site(SiteSettings.of(Site.of("secondary")).servingAlways())
                .start();
    }

    private static List<Site> sites(Simulation simulation) {
        return simulation.sites().stream().map(site -> site.site()).toList();
    }

    private void load(EngineAsync engine, VirtualTime time, Duration lasting) {
        load(engine, time, lasting, stage -> {});
    }

    private interface Watcher {
        void watch(CompletionStage<String> stage);
    }

    private void load(EngineAsync engine, VirtualTime time, Duration lasting, Watcher watcher) {
        long every = TimeUnit.SECONDS.toNanos(1) / perSecond;
        new Object() {
            private long number;

            void next() {
                watcher.watch(engine.call(number++));
                if (time.nanoTime() < lasting.toNanos()) {
                    time.schedule(every, this::next);
                }
            }
        }.next();
    }

    /** Against real processes, the serving one stopped and continued. */
    private int falseLive(SilenceSettings settings, Duration lasting) {
        AtomicInteger moves = new AtomicInteger();
        ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "bench-pauses");
            thread.setDaemon(true);
            return thread;
        });
        try (Sites sites = Sites.start();
                EngineAsync engine = new EngineAsync(
                        ClearingEndpoint.over(Endpoints.connector()),
                        sites.asSites(),
                        EngineRuntime.system(),
                        settings,
                        false)) {
            engine.ready();
            engine.engine().listen(event -> moves.addAndGet(event instanceof SwitchEvent.Moved ? 1 : 0));
            OpenLoop loop = new OpenLoop(engine, perSecond);
            loop.run(System.nanoTime() + Duration.ofSeconds(2).toNanos());
            moves.set(0);
            List<ScheduledFuture<?>> schedule = new ArrayList<>();
            schedule.addAll(pause(pauses, sites.primary(), EVERY.toMillis() / 2));
            schedule.addAll(pause(pauses, sites.secondary(), EVERY.toMillis()));
            loop.run(System.nanoTime() + lasting.toNanos());
            checkStillGoing(schedule);
        } finally {
            pauses.shutdownNow();
        }
        return moves.get();
    }

    private static List<ScheduledFuture<?>> pause(
            ScheduledExecutorService pauses, StandInProcess site, long firstMillis) {
        return List.of(
                pauses.scheduleAtFixedRate(site::pause, firstMillis, EVERY.toMillis(), TimeUnit.MILLISECONDS),
                pauses.scheduleAtFixedRate(
                        site::resume, firstMillis + PAUSE.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** A pause that failed ends its schedule, and figures without pauses would say that nothing is ever left. */
    private static void checkStillGoing(List<ScheduledFuture<?>> schedule) {
        for (ScheduledFuture<?> task : schedule) {
            if (task.isDone()) {
                throw new IllegalStateException("the sites were not paused to the end");
            }
        }
    }
}

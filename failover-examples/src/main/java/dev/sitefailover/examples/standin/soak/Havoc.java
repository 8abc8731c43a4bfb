package dev.sitefailover.examples.standin.soak;

import dev.sitefailover.examples.standin.StandInProcess;
import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kills and stops the sites, drawn from a seed, and brings each back after a while. */
final class Havoc implements AutoCloseable {
    private static final double BOTH = 0.1;
    private static final Duration SHORTEST_FAULT = Duration.ofMillis(200);

    private final List<StandInProcess> sites;
    private final SoakSettings settings;
    private final Chance chance;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "soak-havoc");
    private final @Nullable Instant[] downSince;
    private long kills;
    private long stops;
    private @Nullable RuntimeException failure;

    Havoc(List<StandInProcess> sites, SoakSettings settings) {
        this.sites = sites;
        this.settings = settings;
        this.chance = Chance.of(settings.seed(), "havoc");
        this.downSince = new Instant[sites.size()];
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** When that site was taken down; null when it is up. What an operator would read off his monitor. */
    synchronized @Nullable Instant downSince(int site) {
        return downSince[site];
    }

    synchronized long kills() {
        return kills;
    }

    synchronized long stops() {
        return stops;
    }

    synchronized @Nullable RuntimeException failure() {
        return failure;
    }

    private void run() {
        try {
            while (!end.await(between(settings.shortestGap(), settings.longestGap()), TimeUnit.NANOSECONDS)) {
                strike();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // whatever it is: a soak whose faults have ended proves nothing
            synchronized (this) {
                failure = e;
            }
        }
    }

    private long between(Duration from, Duration to) {
        return chance.between(from.toNanos(), to.toNanos());
    }

    private void strike() throws InterruptedException {
        boolean both = chance.chance(BOTH);
        boolean kill = chance.chance(0.5);
        int first = (int) chance.below(sites.size());
        List<Integer> struck = both ? List.of(first, 1 - first) : List.of(first);
        List<Runnable> mending = new ArrayList<>();
        for (int site : struck) {
            mending.add(takeDown(site, kill));
        }
        boolean over = end.await(between(SHORTEST_FAULT, settings.longestFault()), TimeUnit.NANOSECONDS);
        mending.forEach(Runnable::run);
        if (over) {
            end.countDown();
        }
    }

    private Runnable takeDown(int index, boolean kill) {
        StandInProcess site = sites.get(index);
        synchronized (this) {
            downSince[index] = Instant.now();
            kills += kill ? 1 : 0;
            stops += kill ? 0 : 1;
        }
        if (kill) {
            site.kill();
        } else {
            site.pause();
        }
        return () -> {
            if (kill) {
                site.restart();
            } else {
                site.resume();
            }
            synchronized (this) {
                downSince[index] = null;
            }
        };
    }

    /** Returns when there will be no more faults. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    /** No more faults; both sites are up when this returns. */
    @Override
    public void close() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

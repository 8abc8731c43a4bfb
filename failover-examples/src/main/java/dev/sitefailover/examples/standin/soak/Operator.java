package dev.sitefailover.examples.standin.soak;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.examples.standin.StandInAdmin;
import dev.sitefailover.examples.standin.StandInException;
import dev.sitefailover.examples.standin.StandInStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The organiser's operator: promotes the survivor when the serving site is gone, and resynchronises the one that comes
 * back.
 *
 * <p>A site is promoted only when it was in sync as the other one went down: the last bulletin it took was sent no longer
 * before than a site waits for a silent peer, and said that nothing was missing. Until then the serving site cannot have
 * gone on alone. Otherwise the operator waits until the other site is back.
 */
final class Operator implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(30);
    private static final Duration ANSWER = Duration.ofMillis(300);

    /** A site goes on without a peer that was silent for 300 ms; 50 ms are for the clocks. */
    private static final Duration NOT_ALONE = Duration.ofMillis(250);

    private final List<StandInAdmin> sites;
    private final Havoc havoc;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "soak-operator");
    private int serving;
    private long promotions;
    private long resynchronised;
    private long waits;
    private @Nullable Instant waitingSince;

    Operator(List<StandInAdmin> sites, Havoc havoc) {
        this.sites = sites;
        this.havoc = havoc;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!end.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    look();
                } catch (StandInException e) {
                    // an order that met a site going down; the next look sees what came of it
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        int other = 1 - serving;
        Instant down = havoc.downSince(serving);
        if (down != null) {
            StandInStatus survivor = status(other);
            if (survivor != null && havoc.downSince(other) == null) {
                succeed(other, survivor, down);
            }
            return;
        }
        StandInStatus here = status(serving);
        StandInStatus there = status(other);
        if (there != null && there.position() == Position.SERVING && !there.outOfDate()) {
            serving = other; // a promotion whose answer was lost
        } else if (here != null && here.position() == Position.SERVING) {
            waitingSince = null;
            if (there != null && there.outOfDate()) {
                sites.get(other).resynchronise(sites.get(serving).address());
                resynchronised++;
            }
        } else if (here != null && here.outOfDate() && there != null && !there.outOfDate()) {
            serving = other;
        }
    }

    private void succeed(int other, StandInStatus survivor, Instant down) {
        Instant heard = survivor.heardAt();
        boolean inSync =
                survivor.inSync() && !survivor.outOfDate() && heard != null && !heard.isBefore(down.minus(NOT_ALONE));
        if (survivor.position() == Position.SERVING && !survivor.outOfDate()) {
            serving = other;
        } else if (inSync) {
            sites.get(other).promote();
            promotions++;
            serving = other;
        } else if (!down.equals(waitingSince)) {
            waitingSince = down;
            waits++;
        }
    }

    private @Nullable StandInStatus status(int site) {
        try {
            return sites.get(site).status(ANSWER);
        } catch (StandInException e) {
            return null;
        }
    }

    /** The site that serves, once both are up and in sync; null until then. */
    @Nullable
    StandInAdmin settled() {
        for (int i = 0; i < sites.size(); i++) {
            StandInStatus here = status(i);
            StandInStatus there = status(1 - i);
            if (here != null
                    && there != null
                    && here.position() == Position.SERVING
                    && there.position() == Position.STANDBY
                    && there.inSync()
                    && here.link() == StandInStatus.Link.UP) {
                return sites.get(i);
            }
        }
        return null;
    }

    long promotions() {
        return promotions;
    }

    long resynchronised() {
        return resynchronised;
    }

    long waits() {
        return waits;
    }

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

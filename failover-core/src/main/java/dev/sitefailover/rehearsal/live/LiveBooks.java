package dev.sitefailover.rehearsal.live;

import dev.sitefailover.rehearsal.Station;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.SiteFailoverException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one participant was acknowledged, held against the books of the site that serves now. What was acknowledged and
 * is not there is lost. While that site cannot be asked, what was found last stands, but only for what had been
 * acknowledged and shut down by then. Safe for use by several threads.
 */
final class LiveBooks implements Station.Books {
    /** Several figures are asked for at once: they come from one look. */
    private static final Duration FRESH = Duration.ofMillis(200);

    /** What is lost has an age, also where no shutdown explains it. */
    private static final long LEAST = 1;

    private final String participant;
    private final LiveOrganiser organiser;
    private final EngineRuntime runtime;
    private long[] numbers = new long[64];
    private long[] acknowledgedAt = new long[64];
    private int acknowledged;
    private boolean looked;
    private long lookedAt;
    /** What the last look that succeeded covers. */
    private int covered;

    private int coveredShutdowns;
    private boolean unread;
    private long lost;
    private long duplicated;
    private Duration rpo = Duration.ZERO;

    LiveBooks(String participant, LiveOrganiser organiser, EngineRuntime runtime) {
        this.participant = participant;
        this.organiser = organiser;
        this.runtime = runtime;
    }

    @Override
    public long recordsCheck(String site, int records) {
        return organiser.control(site).recordsCheck(participant, records);
    }

    @Override
    public int applied(String site, long number) {
        SubmissionBooks books = organiser.control(site).books(participant);
        return books.applied(number) ? 1 : 0;
    }

    @Override
    public long held(String site) {
        return organiser.control(site).books(participant).held();
    }

    @Override
    public @Nullable Instant servingSince(String site) {
        return organiser.servingSince(site);
    }

    @Override
    public void moved(String from, String to) {}

    @Override
    public void gaveUp(long number) {}

    @Override
    public synchronized void acknowledged(String site, long number, long atNanos) {
        if (acknowledged == numbers.length) {
            numbers = Arrays.copyOf(numbers, acknowledged * 2);
            acknowledgedAt = Arrays.copyOf(acknowledgedAt, acknowledged * 2);
        }
        numbers[acknowledged] = number;
        acknowledgedAt[acknowledged] = atNanos;
        acknowledged++;
    }

    @Override
    public long lost() {
        look();
        synchronized (this) {
            return lost;
        }
    }

    @Override
    public long duplicated() {
        look();
        synchronized (this) {
            return duplicated;
        }
    }

    @Override
    public @Nullable Duration rpo() {
        look();
        synchronized (this) {
            return unread ? null : rpo;
        }
    }

    private void look() {
        long[] all;
        long[] times;
        synchronized (this) {
            if (looked && runtime.nanoTime() - lookedAt < FRESH.toNanos()) {
                return;
            }
            // acknowledged before the books are asked: whatever is not there was lost and is not on its way
            all = Arrays.copyOf(numbers, acknowledged);
            times = Arrays.copyOf(acknowledgedAt, acknowledged);
        }
        int shutdowns = organiser.shutdowns();
        String site = organiser.serving();
        if (organiser.isMute(site)) {
            unread(all.length, shutdowns);
            return;
        }
        try {
            compare(organiser.control(site).books(participant), all, times, shutdowns);
            organiser.booksRead(site);
        } catch (SiteFailoverException unreachable) {
            unread(all.length, shutdowns);
            organiser.booksUnread(site, String.valueOf(unreachable.getMessage()));
            synchronized (this) {
                looked = true; // the other figures need not wait for the same answer again
                lookedAt = runtime.nanoTime();
            }
        }
    }

    private synchronized void unread(int acknowledgedBefore, int shutdowns) {
        unread = acknowledgedBefore > 0 && (acknowledgedBefore != covered || shutdowns != coveredShutdowns);
    }

    private void compare(SubmissionBooks books, long[] all, long[] times, int shutdowns) {
        long missing = 0;
        long oldest = 0; // age, at the shutdown it was lost in
        int there = 0;
        for (int i = all.length - 1; i >= 0 && there < books.enough(); i--) {
            if (books.applied(all[i])) {
                there++;
            } else {
                there = 0;
                missing++;
                long shutdown = organiser.shutdownAfter(times[i]);
                oldest = Math.max(
                        oldest, shutdown == LiveOrganiser.NEVER ? LEAST : Math.max(LEAST, shutdown - times[i]));
            }
        }
        Duration age = Duration.ofNanos(oldest);
        long twice = books.twice();
        synchronized (this) {
            looked = true;
            lookedAt = runtime.nanoTime();
            covered = all.length;
            coveredShutdowns = shutdowns;
            unread = false;
            lost = missing;
            duplicated = Math.max(duplicated, twice);
            rpo = age.compareTo(rpo) > 0 ? age : rpo;
        }
    }
}

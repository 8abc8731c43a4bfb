package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.Journal.CallResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * One client system's session in buckets of time, for the drawings. Where the length is not known beforehand, buckets
 * are merged when there are too many; all clients of a session end up with the same width.
 */
final class Buckets {
    private static final int MOST = 720;
    /** Each a multiple of the one before. */
    private static final List<Duration> WIDTHS = List.of(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(30));

    private final long startNanos;
    private final boolean growing;
    private long widthNanos;
    private int count;
    private final int[] calls;
    private final byte[][] health;
    private final int[] filled;
    private final byte[] latest;

    private Buckets(long startNanos, Duration width, int count, int sites, boolean growing) {
        this.startNanos = startNanos;
        this.widthNanos = width.toNanos();
        this.count = count;
        this.growing = growing;
        this.calls = new int[count * 3];
        this.health = new byte[sites][count];
        this.filled = new int[sites];
        this.latest = new byte[sites];
        Arrays.fill(latest, (byte) Health.UNKNOWN.ordinal());
    }

    /** For a window of known length. */
    static Buckets of(long startNanos, Duration window, int sites) {
        Duration width = SessionTimeline.widthFor(window);
        int count = (int) ((window.toNanos() + width.toNanos() - 1) / width.toNanos());
        return new Buckets(startNanos, width, count, sites, false);
    }

    /** For as long as it takes. */
    static Buckets growing(long startNanos, int sites) {
        return new Buckets(startNanos, WIDTHS.get(0), MOST, sites, true);
    }

    /** The one that covers most; an empty second when there are none. */
    static Buckets widest(List<Buckets> all) {
        Buckets widest = new Buckets(0, Duration.ofSeconds(1), 0, 0, false);
        for (Buckets each : all) {
            widest = each.widthNanos * each.count > widest.widthNanos * widest.count ? each : widest;
        }
        return widest;
    }

    void call(long now, CallResult result) {
        calls[bucket(now) * 3 + result.ordinal()]++;
    }

    void health(long now, int site, Health to) {
        fill(site, bucket(now));
        latest[site] = (byte) to.ordinal();
    }

    /** Brings the health rows up to the session's end. */
    void end(long now) {
        if (growing) {
            count = bucket(now) + 1;
        }
        for (int site = 0; site < health.length; site++) {
            fill(site, count);
        }
    }

    Duration width() {
        return Duration.ofNanos(widthNanos);
    }

    int count() {
        return count;
    }

    void addCalls(long[] to) {
        for (int i = 0; i < calls.length; i++) {
            to[Math.min(i, to.length - 3 + i % 3)] += calls[i];
        }
    }

    /** Adds one to the count of the health this client saw, by bucket and then by the health's ordinal. */
    void addHealth(int site, int[][] to) {
        for (int i = 0; i < to.length; i++) {
            to[i][health[site][i]]++;
        }
    }

    /** Buckets before this one ended with the latest health. */
    private void fill(int site, int bucket) {
        Arrays.fill(health[site], Math.min(filled[site], bucket), bucket, latest[site]);
        filled[site] = Math.max(filled[site], bucket);
    }

    private int bucket(long now) {
        long bucket = (now - startNanos) / widthNanos;
        while (growing && bucket >= MOST && merge()) {
            bucket = (now - startNanos) / widthNanos;
        }
        return (int) Math.max(0, Math.min(bucket, calls.length / 3 - 1));
    }

    /** The next greater width; false when there is none. */
    private boolean merge() {
        int next = WIDTHS.indexOf(width()) + 1;
        if (next == WIDTHS.size()) {
            return false;
        }
        int factor = (int) (WIDTHS.get(next).toNanos() / widthNanos);
        widthNanos *= factor;
        for (int i = 0; i < MOST; i++) {
            for (int result = 0; result < 3; result++) {
                int taken = calls[i * 3 + result];
                calls[i * 3 + result] = 0;
                calls[i / factor * 3 + result] += taken;
            }
        }
        for (int site = 0; site < health.length; site++) {
            int full = filled[site] / factor; // a bucket shows what was seen at its end
            for (int i = 0; i < full; i++) {
                health[site][i] = health[site][i * factor + factor - 1];
            }
            filled[site] = full;
        }
        return true;
    }
}

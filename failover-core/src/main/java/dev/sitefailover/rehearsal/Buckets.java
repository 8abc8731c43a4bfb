package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.Journal.CallResult;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.util.Arrays;

/** One client system's session in buckets of time, for the drawings. */
final class Buckets {
    private final long startNanos;
    private final long widthNanos;
    private final int[] calls;
    private final byte[][] health;
    private final int[] filled;
    private final byte[] latest;

    Buckets(long startNanos, Duration width, int count, int sites) {
        this.startNanos = startNanos;
        this.widthNanos = width.toNanos();
        this.calls = new int[count * 3];
        this.health = new byte[sites][count];
        this.filled = new int[sites];
        this.latest = new byte[sites];
        Arrays.fill(latest, (byte) Health.UNKNOWN.ordinal());
    }

    void call(long now, CallResult result) {
        calls[bucket(now) * 3 + result.ordinal()]++;
    }

    void health(long now, int site, Health to) {
        fill(site, bucket(now));
        latest[site] = (byte) to.ordinal();
    }

    /** Brings the health rows up to the session's end. */
    void end() {
        for (int site = 0; site < health.length; site++) {
            fill(site, health[site].length);
        }
    }

    void addCalls(long[] to) {
        for (int i = 0; i < calls.length; i++) {
            to[i] += calls[i];
        }
    }

    Health health(int site, int bucket) {
        return Health.values()[health[site][bucket]];
    }

    /** Buckets before this one ended with the latest health. */
    private void fill(int site, int bucket) {
        Arrays.fill(health[site], Math.min(filled[site], bucket), bucket, latest[site]);
        filled[site] = Math.max(filled[site], bucket);
    }

    private int bucket(long now) {
        long bucket = (now - startNanos) / widthNanos;
        return (int) Math.max(0, Math.min(bucket, calls.length / 3 - 1));
    }
}

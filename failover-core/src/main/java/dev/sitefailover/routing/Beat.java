package dev.sitefailover.routing;

/**
 * How the site of one route answers the calls in slots. A short call is only counted, by its own slot, and what it
 * tells of the time is written when nobody has written it for a while; only a call that took long enough to matter for
 * the silence limit is recorded by itself. Safe for use by several threads.
 */
final class Beat {
    /** A usual gap of this share of what would move the threshold is none. */
    private static final int SHARE = 2;
    /** The last answer is known to this share of a short gap. */
    private static final int TICKS = 4;

    private final long epoch;
    private final long shortGap;
    private final long tick;
    private final Pulse pulse = new Pulse();
    private volatile long lastAnswer = Pulse.NEVER;
    /** Recorded by themselves and not yet left out of a count. */
    private long recorded;

    Beat(long epoch, SilenceSettings silence) {
        this.epoch = epoch;
        this.shortGap =
                silence.isOff() ? Long.MAX_VALUE : (long) (silence.limit().toNanos() / silence.gaps() / SHARE);
        this.tick = silence.isOff() ? Long.MAX_VALUE : shortGap / TICKS;
    }

    long epoch() {
        return epoch;
    }

    /** Whether {@link #record} is to hear of an answer that took so long; its slot counts it in any case. */
    boolean isWorthTelling(long took, long now) {
        long last = lastAnswer;
        return took > shortGap || last == Pulse.NEVER || now - last > tick;
    }

    void record(long sentAt, long now) {
        if (now - sentAt <= shortGap) {
            lastAnswer = now;
            return;
        }
        synchronized (this) {
            pulse.heard(epoch, lastAnswer);
            pulse.answered(epoch, now, sentAt);
            lastAnswer = Math.max(lastAnswer, now);
            recorded++;
        }
    }

    /** What slots have counted since they were asked last: answers whose time was taken, and others, the last by now. */
    synchronized void count(long timed, long untimed, long now) {
        long known = Math.min(recorded, timed);
        recorded -= known;
        pulse.counted(epoch, timed - known, untimed);
        if (untimed > 0) {
            lastAnswer = Math.max(lastAnswer, now);
        }
    }

    synchronized void addTo(Pulse sum) {
        pulse.heard(epoch, lastAnswer);
        sum.add(pulse);
    }
}

package dev.sitefailover.routing;

import java.util.Arrays;

/**
 * How a site answers: when it did so last, and how long it usually takes until the next answer while one is owed. Gaps
 * between answers tell more than calls' durations: one short pause delays many calls, but is one gap. Each deadline
 * list keeps its own under its lock, and the calls in slots have one per route; the watch over silence adds them up.
 * What an older epoch left is forgotten with the first answer of a new one.
 */
final class Pulse extends Spacing {
    /** No answer, nothing outstanding. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int BUCKETS = 48;
    /** From here on half of the recorded gaps are forgotten, so that the recent ones count. */
    private static final int MANY = 2_000;

    /** Where the buckets begin: two cache lines of nothing before them, and behind them. */
    private static final int FIRST = 32;

    private long epoch = -1;
    private long answers;
    private long lastAnswer = NEVER;
    private long oldest = NEVER;
    private long recorded;

    @SuppressWarnings("unused") // longs come in this order, before all else: the spacing behind them
    private long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

    private int outstanding;
    private final int[] gaps = new int[FIRST + BUCKETS + FIRST];

    void answered(long inEpoch, long now, long sentAt) {
        if (inEpoch != epoch) {
            if (inEpoch < epoch) {
                return;
            }
            forget(inEpoch);
        }
        answers++;
        long quietSince = lastAnswer == NEVER ? sentAt : Math.max(lastAnswer, sentAt);
        lastAnswer = now;
        note(bucket(now - quietSince), 1);
    }

    /** There was an answer then, which is counted elsewhere. */
    void heard(long inEpoch, long at) {
        if (inEpoch != epoch) {
            forget(inEpoch);
        }
        lastAnswer = Math.max(lastAnswer, at);
    }

    /** Answers after no gap to speak of, and answers after nobody knows how long. */
    void counted(long inEpoch, long prompt, long untimed) {
        if (inEpoch != epoch) {
            forget(inEpoch);
        }
        answers += prompt + untimed;
        // what is older than that would be halved away
        long left = Math.min(prompt, (long) Integer.SIZE * MANY);
        while (left > 0) {
            int some = (int) Math.min(left, MANY - recorded);
            note(0, some);
            left -= some;
        }
    }

    private void note(int bucket, int times) {
        gaps[FIRST + bucket] += times;
        recorded += times;
        if (recorded >= MANY) {
            recorded = 0;
            for (int i = FIRST; i < FIRST + BUCKETS; i++) {
                gaps[i] >>= 1;
                recorded += gaps[i];
            }
        }
    }

    /** A pulse to add others to, of that epoch. */
    static Pulse sum(long epoch) {
        Pulse sum = new Pulse();
        sum.epoch = epoch;
        return sum;
    }

    void add(Pulse other) {
        if (other.epoch != epoch) {
            return;
        }
        answers += other.answers;
        lastAnswer = Math.max(lastAnswer, other.lastAnswer);
        recorded += other.recorded;
        for (int i = FIRST; i < FIRST + BUCKETS; i++) {
            gaps[i] += other.gaps[i];
        }
    }

    void outstandingSince(long sentAt) {
        outstanding++;
        oldest = oldest == NEVER || sentAt - oldest < 0 ? sentAt : oldest;
    }

    int outstanding() {
        return outstanding;
    }

    long answers() {
        return answers;
    }

    /** Since when calls are outstanding and none has completed; {@link #NEVER} when none is outstanding. */
    long silentSince() {
        return outstanding == 0 ? NEVER : lastAnswer == NEVER ? oldest : Math.max(oldest, lastAnswer);
    }

    /** The upper end of the bucket below which 99 of 100 recent gaps lie. */
    long usualGap() {
        long above = recorded / 100;
        for (int i = BUCKETS - 1; i > 0; i--) {
            above -= gaps[FIRST + i];
            if (above < 0) {
                return upperEnd(i);
            }
        }
        return upperEnd(0);
    }

    private void forget(long nowIn) {
        epoch = nowIn;
        answers = 0;
        lastAnswer = NEVER;
        recorded = 0;
        Arrays.fill(gaps, 0);
    }

    /** Two buckets per power of two, from 16 microseconds on. */
    private static int bucket(long nanos) {
        long units = Math.max(1, nanos >>> 14);
        int power = 63 - Long.numberOfLeadingZeros(units);
        int half = power == 0 ? 0 : (int) (units >>> (power - 1)) & 1;
        return Math.min(BUCKETS - 1, 2 * power + half);
    }

    private static long upperEnd(int bucket) {
        long base = 1L << (bucket / 2 + 14);
        return (bucket & 1) == 0 ? base + base / 2 : 2 * base;
    }
}

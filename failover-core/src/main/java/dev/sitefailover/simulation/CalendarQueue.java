package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A calendar for many events, a sorted row for few and a heap for awkward ones; which of them holds an event is nobody's
 * concern.
 *
 * <p>Time is cut into days of a power of two nanoseconds, as long as it takes for two or three events to happen. An
 * event of the coming days goes into its day's list, which costs the same however many are pending; when its day comes,
 * the list is sorted. What is due within the days already begun, and what lies further ahead than the calendar reaches,
 * waits in a row or in heaps. So an unlucky length of day costs what a heap costs, and no more: events that are all at one
 * time, in bursts, milliseconds beside hours, or mostly cancelled. The length follows how fast events happened lately;
 * changing it moves everything, and is done after as many events at the earliest.
 */
final class CalendarQueue extends EventQueue {
    /** Where the calendar begins to pay, and where it no longer does. */
    private static final int MANY = NearQueue.ROW - 1;

    private static final int FEW = 24;

    /** Events between two looks at how fast they happen, or as many as are pending if those are more. */
    private static final int SOON = 1_024;

    /** Of days so long that there is only one: the calendar is shut, and all is late. */
    private static final int SHUT = 63;

    private static final int LONGEST = 60;
    private static final int MOST_DAYS = 1 << 26;
    private static final int SAMPLE = 256;

    private final CrowdQueue.Sizes sizes;
    private final Ring ring = new Ring();
    private final Today today = new Today(ring);

    /** Of the days begun, but not sorted with the rest. */
    private final NearQueue late = new NearQueue();

    /** Of days that the calendar does not reach yet. */
    private final HeapQueue far = new HeapQueue();

    private int size;
    private int shift = SHUT;

    /** The number of the day begun last. */
    private long day;

    /** When more are late, days are too long. */
    private int mostLate = MANY;

    /** When the length of a day was last looked at; how many events have happened since and how many days have passed. */
    private long lookedAt;

    private long happened;
    private long passed;

    /** After how many events to look again. */
    private long lookAfter = SOON;

    CalendarQueue() {
        this(CrowdQueue.Sizes.STANDARD);
    }

    /** With other ideas of what is a crowd. */
    CalendarQueue(CrowdQueue.Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    EventQueue fitting() {
        return size > sizes.crowd() ? new CrowdQueue(this, sizes) : this;
    }

    @Override
    void add(long time, long sequence, Object event) {
        size++;
        long ahead = (time >> shift) - day;
        if (ahead <= 0) {
            late.add(time, sequence, event);
            if (late.size() > mostLate) {
                shortenDays();
            }
        } else if (ahead < ring.days()) {
            ring.add(time >> shift, time, sequence, event);
        } else {
            far.add(time, sequence, event);
        }
    }

    @Override
    long nextTime() {
        if (shift == SHUT) {
            return late.nextTime();
        }
        if (today.isOver() && late.size() == 0) {
            if (size == 0) {
                return NEVER;
            }
            beginDay();
        }
        return isLateFirst() ? late.nextTime() : ring.time(today.entry());
    }

    @Override
    long firstSequence() {
        nextTime();
        return isLateFirst() ? late.firstSequence() : ring.sequence(today.entry());
    }

    @Override
    Object first() {
        nextTime();
        return isLateFirst() ? late.first() : ring.event(today.entry());
    }

    @Override
    Object take() {
        if (shift == SHUT) {
            Object first = late.take();
            size--;
            return first;
        }
        if (today.isOver() && late.size() == 0 && size > 0) {
            beginDay();
        }
        Object taken = isLateFirst() ? late.take() : today.take();
        size--;
        return taken;
    }

    @Override
    @Nullable
    Object takeBy(long limit) {
        if (shift == SHUT) {
            Object first = late.takeBy(limit);
            if (first != null) {
                takenAt = late.takenAt;
                size--;
            }
            return first;
        }
        if (today.isOver() && late.size() == 0 && size > 0) {
            beginDay();
        }
        Object taken;
        if (isLateFirst()) {
            taken = late.takeBy(limit);
            if (taken == null) {
                return null;
            }
            takenAt = late.takenAt;
        } else {
            long at = ring.time(today.entry());
            if (at > limit) {
                return null;
            }
            takenAt = at;
            taken = today.take();
        }
        size--;
        return taken;
    }

    /** Which of the two to take from; one of them has something, or nothing at all is pending. */
    private boolean isLateFirst() {
        if (today.isOver()) {
            return true;
        }
        if (late.size() == 0) {
            return false;
        }
        int entry = today.entry();
        return HeapQueue.before(late.nextTime(), late.firstSequence(), ring.time(entry), ring.sequence(entry));
    }

    @Override
    int size() {
        return size;
    }

    @Override
    void removeIf(Predicate<Object> dropped) {
        today.removeIf(dropped);
        late.removeIf(dropped);
        ring.removeIf(dropped);
        far.removeIf(dropped);
        size = today.left() + late.size() + ring.size() + far.size();
    }

    /** Of the days begun nothing is left, but something is pending: begins the next day that has an event. */
    private void beginDay() {
        if (happened >= lookAfter || passed > 4 * (happened + ring.days())) {
            look();
            if (late.size() > 0) {
                return;
            }
        }
        if (ring.size() == 0) {
            day = (far.nextTime() >> shift) - 1;
            reach();
        }
        long first = ring.firstFrom(day + 1);
        passed += first - day;
        day = first;
        boolean sorted = today.begin(first, first << shift, shift);
        happened += today.left();
        reach();
        if (!sorted) {
            for (int entry : today.end()) {
                late.add(ring.time(entry), ring.sequence(entry), ring.release(entry));
            }
            mostLate = Math.max(mostLate, 2 * late.size());
        }
    }

    /** Takes into the calendar what it has come to reach. */
    private void reach() {
        while (far.size() > 0) {
            long time = far.nextTime();
            long ahead = (time >> shift) - day;
            if (ahead >= ring.days()) {
                return;
            }
            long sequence = far.firstSequence();
            if (ahead > 0) {
                ring.add(time >> shift, time, sequence, far.take());
            } else {
                late.add(time, sequence, far.take()); // a calendar that shuts has one day, and that has begun
            }
        }
    }

    /** Many events fall into a day that has begun already. */
    private void shortenDays() {
        long start = nextTime();
        change(shiftFor(pendingGap()), start);
        mostLate = Math.max(mostLate, 2 * late.size());
    }

    /** Whether days are as long as they ought to be, now that none of those begun has anything left. */
    private void look() {
        long start = ring.size() > 0 ? ring.firstFrom(day + 1) << shift : far.nextTime();
        int wanted = shift;
        if (size < FEW) {
            wanted = SHUT;
        } else if (happened >= Math.max(FEW, size / 4) && start > lookedAt) {
            wanted = shiftFor((double) (start - lookedAt) / happened);
        } else if (passed > happened + ring.days()) {
            wanted = shiftFor(pendingGap());
        }
        int days = daysFor(size);
        if (Math.abs(wanted - shift) > 1 || days > 2 * ring.days() || 4 * days < ring.days()) {
            change(wanted, start);
        } else {
            lookedFrom(start);
        }
    }

    private void lookedFrom(long start) {
        lookedAt = start;
        happened = 0;
        passed = 0;
        lookAfter = Math.max(SOON, size);
        mostLate = Math.max(MANY, size / 8);
    }

    private static int daysFor(int events) {
        return (int) Math.min(MOST_DAYS, 4L * Integer.highestOneBit(Math.max(events, MANY)));
    }

    /** The shortest day in which two events happen, or nearly four. */
    private static int shiftFor(double gap) {
        int wanted = 0;
        while (wanted < LONGEST && (1L << wanted) < 2 * gap) {
            wanted++;
        }
        return wanted;
    }

    /** How far apart the first eighth of what is pending is, from a sample. */
    private double pendingGap() {
        long[] sample = new long[SAMPLE];
        int count = 0;
        double part = (double) SAMPLE / (late.size() + far.size() + ring.capacity());
        count = late.sample(sample, count, part);
        count = far.sample(sample, count, part);
        count = ring.sample(sample, count, part);
        if (count < 2) {
            return 1;
        }
        Arrays.sort(sample, 0, count);
        int eighth = Math.max(1, count / 8);
        return ((double) sample[eighth] - sample[0]) / eighth * count / size;
    }

    /** Makes days of another length; everything is put where it then belongs. */
    private void change(int wanted, long start) {
        int[] left = today.end();
        int[] entries = ring.turn(wanted == SHUT ? 1 : daysFor(size), left, left.length);
        shift = wanted;
        day = wanted == SHUT ? 0 : (start >> wanted) - 1;
        for (int entry : entries) {
            long time = ring.time(entry);
            long ahead = (time >> shift) - day;
            if (ahead > 0 && ahead < ring.days()) {
                ring.link(time >> shift, entry);
            } else if (ahead > 0) {
                far.add(time, ring.sequence(entry), ring.release(entry));
            } else {
                late.add(time, ring.sequence(entry), ring.release(entry));
            }
        }
        while (late.size() > 0 && (late.nextTime() >> shift) > day) {
            long time = late.nextTime();
            long sequence = late.firstSequence();
            size--;
            add(time, sequence, late.take());
        }
        reach();
        lookedFrom(start);
    }
}

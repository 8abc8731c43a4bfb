package dev.sitefailover.simulation;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * For many events, also so many that they are in no cache. Time is cut into spans of a power of two nanoseconds in which a
 * hundred events happen, or some hundreds. An event of a coming span is put behind the others on its span's shelf; when the
 * span comes, its shelf is gone through once and sorted where it is near. What is due within the spans already begun waits in
 * a row or a heap, and what lies further ahead than there are shelves in a heap, so that no pattern of times costs more than a
 * heap. The length follows how fast events happened lately; changing it moves everything, and is done after as many events at
 * the earliest.
 */
final class CrowdQueue extends EventQueue {
    private static final int LONGEST = 60;
    /** Not less: then the number of spans between two times is a number. */
    private static final int SHORTEST = 2;

    private static final int FEWEST_SHELVES = 64;
    private static final int SAMPLE = 256;

    /**
     * What is many here.
     *
     * @param crowd so many events are a crowd, and a quarter of it is none any more
     * @param aSpan so many events at least, or up to twice as many, are to happen in a span: enough to be sorted together
     * @param spans more than that in each where there would be more spans: the ends of their shelves are in a near cache
     */
    record Sizes(int crowd, int aSpan, int spans) {
        /** Fewer are in the nearest cache, and a {@link CalendarQueue} costs as little. */
        static final Sizes STANDARD = new Sizes(1 << 12, 128, 2_048);
    }

    private final Sizes sizes;
    private final Present present = new Present();

    /** Of the spans begun, but not sorted with the rest. */
    private final NearQueue late = new NearQueue();

    /** Of spans that have no shelf yet. */
    private final HeapQueue far = new HeapQueue();

    private Shelves shelves;
    private int size;
    private int shift;

    /** The number of the span begun last. */
    private long span;

    /** When more are late, spans are too long. */
    private int mostLate;

    private long lookedAt;
    private long happened;
    private long passed;

    /** Takes all that is pending there. */
    CrowdQueue(EventQueue from, Sizes sizes) {
        this.sizes = sizes;
        int pending = from.size();
        shelves = new Shelves(shelvesFor(pending));
        long start = from.nextTime();
        // how far apart they are is seen when all of them are here
        shift = LONGEST;
        span = (start >> shift) - 1;
        while (from.size() > 0) {
            long time = from.nextTime();
            put(time, from.firstSequence(), from.take());
            size++;
        }
        change(shiftFor(pendingGap()), start);
    }

    @Override
    EventQueue fitting() {
        if (size >= sizes.crowd / 4) {
            return this;
        }
        EventQueue few = new CalendarQueue(sizes);
        while (size > 0) {
            long time = nextTime();
            few.add(time, firstSequence(), take());
        }
        return few;
    }

    @Override
    void add(long time, long sequence, Object event) {
        size++;
        put(time, sequence, event);
        if (late.size() > mostLate) {
            shortenSpans();
        }
    }

    private void put(long time, long sequence, Object event) {
        long at = time >> shift;
        long ahead = at - span;
        if (ahead <= 0) {
            late.add(time, sequence, event);
        } else if (ahead < shelves.count()) {
            shelves.put(at, time, sequence, event);
        } else {
            far.add(time, sequence, event);
        }
    }

    @Override
    long nextTime() {
        if (present.isOver() && late.size() == 0) {
            if (size == 0) {
                return NEVER;
            }
            beginSpan();
        }
        return isLateFirst() ? late.nextTime() : shelves.time(present.place());
    }

    @Override
    long firstSequence() {
        nextTime();
        return isLateFirst() ? late.firstSequence() : shelves.sequence(present.place());
    }

    @Override
    Object first() {
        nextTime();
        return isLateFirst() ? late.first() : shelves.event(present.place());
    }

    @Override
    Object take() {
        if (present.isOver() && late.size() == 0 && size > 0) {
            beginSpan();
        }
        Object taken = isLateFirst() ? late.take() : present.take(shelves);
        size--;
        return taken;
    }

    @Override
    @Nullable
    Object takeBy(long limit) {
        if (present.isOver() && late.size() == 0 && size > 0) {
            beginSpan();
        }
        Object taken;
        if (isLateFirst()) {
            taken = late.takeBy(limit);
            if (taken == null) {
                return null;
            }
            takenAt = late.takenAt;
        } else {
            long at = shelves.time(present.place());
            if (at > limit) {
                return null;
            }
            takenAt = at;
            taken = present.take(shelves);
        }
        size--;
        return taken;
    }

    private boolean isLateFirst() {
        if (present.isOver()) {
            return true;
        }
        if (late.size() == 0) {
            return false;
        }
        int place = present.place();
        return HeapQueue.before(late.nextTime(), late.firstSequence(), shelves.time(place), shelves.sequence(place));
    }

    @Override
    int size() {
        return size;
    }

    @Override
    void removeIf(Predicate<Object> dropped) {
        present.removeIf(shelves, dropped);
        late.removeIf(dropped);
        shelves.removeIf(dropped);
        far.removeIf(dropped);
        size = present.left() + late.size() + shelves.size() + far.size();
    }

    /** Of the spans begun nothing is left, but something is pending: begins the next span that has an event. */
    private void beginSpan() {
        present.end(shelves);
        if (happened >= size || passed > 4L * (happened / aSpan(size) + shelves.count())) {
            look();
        }
        if (shelves.size() == 0) {
            span = (far.nextTime() >> shift) - 1;
            reach();
        }
        long first = shelves.firstFrom(span + 1);
        passed += first - span;
        span = first;
        boolean sorted = present.begin(shelves, first, shift);
        happened += present.left();
        reach();
        if (!sorted) {
            while (!present.isOver()) {
                int place = present.place();
                late.add(shelves.time(place), shelves.sequence(place), present.take(shelves));
            }
            mostLate = Math.max(mostLate, 2 * late.size());
        }
    }

    /** Puts onto shelves what there are shelves for by now. */
    private void reach() {
        while (far.size() > 0) {
            long time = far.nextTime();
            if ((time >> shift) - span >= shelves.count()) {
                return;
            }
            long sequence = far.firstSequence();
            shelves.put(time >> shift, time, sequence, far.take());
        }
    }

    /** Many events fall into a span that has begun already. */
    private void shortenSpans() {
        int wanted = shiftFor(pendingGap());
        long start = nextTime();
        if (wanted < shift || start >> shift != span) {
            change(wanted, start);
        } // else it would change nothing: they are all at one time, and go on being so
        mostLate = Math.max(mostLate, 2 * late.size());
    }

    /** Whether spans are as long as they ought to be, now that none of those begun has anything left. */
    private void look() {
        long start = shelves.size() > 0 ? shelves.firstFrom(span + 1) << shift : far.nextTime();
        int wanted = shift;
        if (happened >= size / 4 && start > lookedAt) {
            wanted = shiftFor((double) (start - lookedAt) / happened);
        } else if (passed > shelves.count()) {
            wanted = shiftFor(pendingGap());
        }
        int count = shelvesFor(size);
        if (Math.abs(wanted - shift) > 1 || count > 2 * shelves.count() || 4 * count < shelves.count()) {
            change(wanted, start);
        } else {
            lookedFrom(start);
        }
    }

    private void lookedFrom(long start) {
        lookedAt = start;
        happened = 0;
        passed = 0;
        mostLate = Math.max(aSpan(size), size / 8);
    }

    private int aSpan(int events) {
        return Math.max(sizes.aSpan, Integer.highestOneBit(events / sizes.spans));
    }

    private int shelvesFor(int events) {
        return Math.max(FEWEST_SHELVES, 4 * Integer.highestOneBit(Math.max(1, events / aSpan(events))));
    }

    private int shiftFor(double gap) {
        int wanted = SHORTEST;
        int events = aSpan(size);
        while (wanted < LONGEST && (1L << wanted) < events * gap) {
            wanted++;
        }
        return wanted;
    }

    /** How far apart the first eighth of what is pending is, from a sample. */
    private double pendingGap() {
        long[] sample = new long[SAMPLE];
        double part = (double) SAMPLE / (late.size() + far.size() + shelves.places());
        int count = late.sample(sample, 0, part);
        count = far.sample(sample, count, part);
        count = shelves.sample(sample, count, part);
        if (count < 2) {
            return 1;
        }
        Arrays.sort(sample, 0, count);
        int eighth = Math.max(1, count / 8);
        return ((double) sample[eighth] - sample[0]) / eighth * count / size;
    }

    /** Makes spans of another length; everything is put where it then belongs. */
    private void change(int wanted, long start) {
        Shelves before = shelves;
        long first = span + 1;
        shift = wanted;
        span = (start >> wanted) - 1;
        shelves = new Shelves(shelvesFor(size));
        // those of the present, then those that came later: where times are the same, the older one is first
        while (!present.isOver()) {
            int place = present.place();
            put(before.time(place), before.sequence(place), present.take(before));
        }
        present.end(before);
        Shelves.Load load = new Shelves.Load();
        for (int i = 0; i < before.count(); i++) {
            before.unload(first + i, load);
            for (int j = 0; j < load.size(); j++) {
                int place = load.place(j);
                put(before.time(place), before.sequence(place), before.event(place));
            }
        }
        for (int moved = late.size(); moved > 0 && (late.nextTime() >> shift) > span; moved--) {
            long time = late.nextTime();
            long sequence = late.firstSequence();
            put(time, sequence, late.take());
        }
        reach();
        lookedFrom(start);
    }
}

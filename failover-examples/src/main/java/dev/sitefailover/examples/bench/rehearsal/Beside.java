package dev.sitefailover.examples.bench.rehearsal;

import dev.sitefailover.examples.bench.measure.Work;
import dev.sitefailover.runtime.Crew;
import java.util.concurrent.atomic.LongAdder;

/**
 * Two rehearsals at once that know nothing of each other, one on a thread of its own: what the machine can do with two threads.
 */
final class Beside implements Work {
    private final Crew crew = Crew.of(2);
    private final Rehearsing each;

    /** Each of them on one thread. */
    Beside(int participants, int minutes) {
        each = new Rehearsing(participants, minutes, 1);
    }

    @Override
    public long run(long times) {
        LongAdder done = new LongAdder();
        crew.each(2, i -> done.add(each.run((times + 1) / 2)));
        return done.sum();
    }

    @Override
    public void close() {
        crew.close();
    }
}

package dev.sitefailover.examples.bench.peers;

import dev.sitefailover.examples.bench.kernel.Kernel;

/** A kernel that can only be told how far time is to advance; finds steps in which about as many events run as asked. */
abstract class Advancing extends Kernel {
    private long wanted;
    private long step = 1;

    abstract void advance(long nanos);

    @Override
    public void run(long count) {
        wanted += count;
        while (events() < wanted) {
            long before = events();
            advance(step);
            long ran = events() - before;
            if (ran < count / 4 + 1) {
                step = Math.min(step * 2, 1_000_000_000L);
            } else if (ran > count) {
                step = Math.max(1, step / 2);
            }
        }
    }
}

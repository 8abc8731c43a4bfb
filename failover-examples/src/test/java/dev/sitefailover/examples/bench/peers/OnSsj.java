package dev.sitefailover.examples.bench.peers;

import dev.sitefailover.examples.bench.kernel.Kernel;
import org.jspecify.annotations.Nullable;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.EventList;

/** SSJ's simulator. Its events may be scheduled again once they have run, which is what the one that runs is used for. */
final class OnSsj extends Kernel {
    private final Simulator simulator;
    private @Nullable Doing running;
    private long left;

    OnSsj(EventList list) {
        simulator = new Simulator(list);
    }

    private final class Doing extends Event {
        private final Runnable task;

        Doing(Runnable task) {
            super(simulator);
            this.task = task;
        }

        @Override
        public void actions() {
            if (--left <= 0) {
                simulator.stop();
            }
            running = this;
            task.run();
            running = null;
        }
    }

    @Override
    public void schedule(long delayNanos, Runnable task) {
        Doing free = running;
        if (free != null && free.task.equals(task)) {
            running = null;
            free.schedule((double) delayNanos);
        } else {
            new Doing(task).schedule((double) delayNanos);
        }
    }

    @Override
    public Object timer(long delayNanos, Runnable task) {
        Doing timer = new Doing(task);
        timer.schedule((double) delayNanos);
        return timer;
    }

    @Override
    public void cancel(Object timer) {
        ((Doing) timer).cancel();
    }

    @Override
    public long now() {
        return (long) simulator.time();
    }

    @Override
    public void run(long count) {
        left = count;
        simulator.start();
    }
}

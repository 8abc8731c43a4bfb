package dev.sitefailover.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One of a crew's threads but for the calling one: does what it is given, one thing at a time, and sleeps in between. */
final class Hand extends Thread {
    /**
     * About so long it looks again and again before it sleeps, and as long who waits for it. Waking a thread costs some tens of
     * microseconds, and between two meetings of a rehearsal's cells there is often less.
     */
    private static final long LOOK_NANOS = 50_000;

    /** From 1; the calling thread is number 0. */
    final int number;

    private final boolean looks;
    private final AtomicReference<@Nullable Help> given = new AtomicReference<>();
    private volatile boolean dismissed;

    /**
     * A thread not yet started.
     *
     * @param looks whether there is a processor to spare for looking
     */
    Hand(int number, boolean looks) {
        super("crew-" + number);
        this.number = number;
        this.looks = looks;
        setDaemon(true);
    }

    /** Has the work done soon, if what it was given before is over. */
    Help give(Runnable work) {
        Help help = new Help(work);
        given.set(help);
        LockSupport.unpark(this);
        return help;
    }

    void dismiss() {
        dismissed = true;
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        while (!dismissed) {
            Help help = given.getAndSet(null);
            if (help != null) {
                help.run();
                Thread.interrupted(); // left behind by a piece; with it the next would be interrupted, or sleep
                // impossible
            } else if (!comesSoon(() -> dismissed || given.get() != null)) {
                LockSupport.park(this);
                Thread.interrupted(); // nobody's wish to end it
            }
        }
    }

    private boolean comesSoon(BooleanSupplier what) {
        if (!looks) {
            return what.getAsBoolean();
        }
        long end = System.nanoTime() + LOOK_NANOS;
        while (!what.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** What was given; nothing when it is forgone before the thread comes to it: waking up takes longer than short work. */
    final class Help {
        private final Runnable work;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CountDownLatch done = new CountDownLatch(1);

        private Help(Runnable work) {
            this.work = work;
        }

        private void run() {
            if (begun.compareAndSet(false, true)) {
                try {
                    work.run();
                } finally {
                    done.countDown();
                }
            }
        }

        /** Returns when it is done, or will not be begun any more. */
        void awaitOrForgo() throws InterruptedException {
            if (begun.compareAndSet(false, true)) {
                given.compareAndSet(this, null);
            } else {
                comesSoon(() -> done.getCount() == 0);
                done.await();
            }
        }
    }
}

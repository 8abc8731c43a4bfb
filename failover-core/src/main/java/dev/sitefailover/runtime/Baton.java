package dev.sitefailover.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which exactly one runs at a time: the one that holds the baton. What one writes before it gives the baton
 * away the next one sees. The threads are virtual ones where the platform has them (Java 21 and later), which makes a
 * hand-over about ten times cheaper, and daemons elsewhere.
 */
public final class Baton {
    private static final @Nullable MethodHandle VIRTUAL = virtual();

    private Baton() {}

    /** A thread that runs only while it holds the baton. */
    public static final class Runner {
        private final Thread thread;
        private volatile boolean holds;
        private volatile boolean interrupted;

        private Runner(Thread thread, boolean holds) {
            this.thread = thread;
            this.holds = holds;
        }

        /** The thread itself, e.g. to look at its stack. */
        public Thread thread() {
            return thread;
        }

        /** Lets it run. Only the runner that holds the baton may, and it must then wait or end. */
        public void give() {
            holds = true;
            LockSupport.unpark(thread);
        }

        /** Waits, on its own thread, until it is given the baton. An interrupt is remembered and ends nothing. */
        public void await() {
            while (!holds) {
                LockSupport.park(this);
                note();
            }
        }

        /** Gives the baton to another one and waits for it to come back. */
        public void giveTo(Runner other) {
            holds = false;
            other.give();
            await();
        }

        /**
         * The same; meanwhile {@code look} is called every so many nanoseconds of real time. What it throws is thrown here,
         * without the baton.
         */
        public void giveTo(Runner other, long everyNanos, Runnable look) {
            holds = false;
            other.give();
            long looked = System.nanoTime();
            while (!holds) {
                LockSupport.parkNanos(this, everyNanos);
                note();
                if (!holds && System.nanoTime() - looked >= everyNanos) {
                    look.run();
                    looked = System.nanoTime();
                }
            }
        }

        /** Whether it is this one that runs; any thread may ask. */
        public boolean holdsTheBaton() {
            return holds;
        }

        /** The last thing a runner does: gives the baton away for good. */
        public void leaveTo(Runner other) {
            holds = false;
            other.give();
        }

        /** Whether it has been interrupted since the last {@link #clearInterrupt()}; any thread may ask. */
        public boolean isInterrupted() {
            return interrupted || thread.isInterrupted();
        }

        /** On its own thread. */
        public void clearInterrupt() {
            note();
            interrupted = false;
        }

        /** Remembered before it is cleared, so that whoever asks meanwhile does not miss it. */
        private void note() {
            if (Thread.currentThread().isInterrupted()) {
                interrupted = true;
                boolean cleared = Thread.interrupted();
                assert cleared;
            }
        }
    }

    /** The calling thread, which holds the baton. */
    public static Runner holder() {
        return new Runner(Thread.currentThread(), true);
    }

    /** A new thread that begins with {@code body} when it is first given the baton. */
    public static Runner waiting(String name, java.util.function.Consumer<Runner> body) {
        Runner[] self = new Runner[1];
        Thread thread = thread(name, () -> {
            self[0].await();
            body.accept(self[0]);
        });
        self[0] = new Runner(thread, false);
        thread.start();
        return self[0];
    }

    /** Whether hand-overs are cheap. */
    public static boolean isVirtual() {
        return VIRTUAL != null;
    }

    private static Thread thread(String name, Runnable body) {
        Thread thread = null;
        if (VIRTUAL != null) {
            try {
                thread = (Thread) VIRTUAL.invoke(body);
                thread.setName(name);
            } catch (Throwable t) {
                throw new IllegalStateException("no virtual thread: " + t.getMessage(), t);
            }
        }
        if (thread == null) {
            thread = new Thread(body, name);
            thread.setDaemon(true);
        }
        return thread;
    }

    /** {@code Thread.ofVirtual().unstarted(body)}, found at run time, since this is compiled for Java 17. */
    private static @Nullable MethodHandle virtual() {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle make = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            MethodHandle unstarted =
                    lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            return MethodHandles.foldArguments(
                    MethodHandles.dropArguments(
                            unstarted.asType(MethodType.methodType(Thread.class, ofVirtual, Runnable.class)), 0),
                    make);
        } catch (ReflectiveOperationException onJava17) {
            return null;
        }
    }
}

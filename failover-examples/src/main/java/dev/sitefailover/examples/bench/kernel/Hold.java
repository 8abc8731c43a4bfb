package dev.sitefailover.examples.bench.kernel;

import dev.sitefailover.examples.bench.measure.Subject;
import dev.sitefailover.examples.bench.measure.Work;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hold model on one kernel. */
public final class Hold implements Work {
    private static final long TIMEOUT = 30_000_000_000L;

    private final Kernel kernel;
    private final Load load;
    private final Dice dice = new Dice(0x9E37_79B9_7F4A_7C15L);

    Hold(Kernel kernel, Load load, int pending) {
        this.kernel = kernel;
        this.load = load;
        for (int i = 0; i < pending; i++) {
            Customer customer = load == Load.CANCELLED ? new Caller(i) : new Customer(i);
            kernel.schedule(load.delay(dice, i, 0), customer);
        }
        kernel.run(2L * pending); // to where it no longer matters how they were filled in
    }

    /** A subject of the contest; a setting is a load and how many events are pending. */
    public static Subject subject(String name, Supplier<Kernel> kernel) {
        return new Subject(name, setting -> {
            String[] parts = setting.split("/", -1);
            return new Hold(kernel.get(), Load.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[1]));
        });
    }

    @Override
    public long run(long times) {
        kernel.run(times);
        return times;
    }

    /** The user's own task: all that there is per event. */
    private class Customer implements Runnable {
        private final long number;

        Customer(long number) {
            this.number = number;
        }

        @Override
        public void run() {
            kernel.count();
            kernel.schedule(load.delay(dice, number, kernel.now()), this);
        }
    }

    /** One that also times out, or would. */
    private final class Caller extends Customer {
        private @Nullable Object timeout;

        Caller(long number) {
            super(number);
        }

        @Override
        public void run() {
            Object before = timeout;
            if (before != null) {
                kernel.cancel(before);
            }
            timeout = kernel.timer(TIMEOUT, Hold::timedOut);
            super.run();
        }
    }

    private static void timedOut() {
        // a customer that was slower than its timeout, which is rare, and its timer is cancelled too late
    }
}

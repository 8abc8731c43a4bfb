package dev.sitefailover.routing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What has to be known of the threads that call. */
final class Threads {
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();
    private static final AtomicInteger SEATS = new AtomicInteger();
    private static final ThreadLocal<Integer> SEAT = ThreadLocal.withInitial(SEATS::getAndIncrement);

    private Threads() {}

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException before21) {
            return null;
        }
    }

    static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A number for the calling thread, to spread threads over stripes. Those that call for the first time one after the other
     * get numbers one after the other, so that they take different stripes until every stripe is taken; by their ids, two with
     * an odd number of threads made in between would share one. Threads that come later may share one as well, and so may
     * those of the common pool, which forget their number with every task. That costs time and nothing else. Virtual threads
     * may come for one call each: they go by their ids.
     */
    static int seat() {
        Thread current = Thread.currentThread();
        return isVirtual(current) ? (int) current.getId() : SEAT.get();
    }
}

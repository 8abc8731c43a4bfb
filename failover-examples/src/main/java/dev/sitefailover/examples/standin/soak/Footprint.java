package dev.sitefailover.examples.standin.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What this process holds.
 *
 * @param heapBytes used after a garbage collection
 * @param threads alive
 * @param files open file descriptors; 0 where they cannot be counted
 */
record Footprint(long heapBytes, int threads, long files) {
    private static final double HEAP_GROWTH = 1.25;
    private static final long HEAP_SLACK = 8L << 20;
    private static final int THREADS_SLACK = 12;
    private static final int FILES_SLACK = 64;

    static Footprint now() {
        System.gc();
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                files);
    }

    /** Whether the last is about what the first was. */
    static boolean isFlat(List<Footprint> quarters) {
        Footprint first = quarters.get(0);
        Footprint last = quarters.get(quarters.size() - 1);
        return last.heapBytes <= first.heapBytes * HEAP_GROWTH + HEAP_SLACK
                && last.threads <= first.threads + THREADS_SLACK
                && last.files <= first.files + FILES_SLACK;
    }
}

package dev.sitefailover.examples.bench.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does work for a while on some threads and counts. */
final class Stopwatch {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Between two looks at the clock, so that the clock is no part of the figure. */
    private static final long BATCH_NANOS = 200_000;

    private final Work work;
    private final Effort.Clock clock;
    private long batch = 1;

    Stopwatch(Work work, Effort.Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    private long read() {
        return clock == Effort.Clock.WALL ? System.nanoTime() : THREADS.getCurrentThreadCpuTime();
    }

    /** Until that much time has passed; finds how many operations make a batch. */
    void warmUp(Duration time) throws Exception {
        long end = read() + time.toNanos();
        do {
            long start = read();
            work.run(batch);
            long took = read() - start;
            if (took < BATCH_NANOS / 2) {
                batch *= 2;
            } else if (took > BATCH_NANOS * 4) {
                batch = Math.max(1, batch / 2);
            }
        } while (read() < end);
    }

    Rate measure(int threads, Duration slice) throws Exception {
        if (threads == 1) {
            return new Share(slice, new CountDownLatch(1)).call();
        }
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch together = new CountDownLatch(threads);
            List<Future<Rate>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                shares.add(workers.submit(() -> new Share(slice, together).call()));
            }
            double perSecond = 0;
            double bytes = 0;
            for (Future<Rate> share : shares) {
                Rate rate = share.get();
                perSecond += rate.perSecond();
                bytes += rate.bytes() / threads;
            }
            return new Rate(threads, perSecond, bytes);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            workers.shutdown();
        }
    }

    /** One thread's part. */
    private final class Share {
        private final Duration slice;
        private final CountDownLatch together;

        Share(Duration slice, CountDownLatch together) {
            this.slice = slice;
            this.together = together;
        }

        Rate call() throws Exception {
            long me = Thread.currentThread().getId();
            THREADS.getThreadAllocatedBytes(me);
            together.countDown();
            together.await();
            long allocated = THREADS.getThreadAllocatedBytes(me);
            long start = read();
            long end = start + slice.toNanos();
            long done = 0;
            long now;
            do {
                done += work.run(batch);
                now = read();
            } while (now < end);
            long bytes = THREADS.getThreadAllocatedBytes(me) - allocated;
            return new Rate(1, done * 1e9 / (now - start), (double) bytes / done);
        }
    }
}

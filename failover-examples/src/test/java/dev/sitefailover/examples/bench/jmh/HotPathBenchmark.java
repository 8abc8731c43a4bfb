package dev.sitefailover.examples.bench.jmh;

import dev.sitefailover.examples.bench.hotpath.HotPathBench;
import dev.sitefailover.examples.bench.measure.Work;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One call on a healthy route. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HotPathBenchmark {
    private static final int CALLS = 1_000;

    @Param({
        "the function alone",
        "one System.nanoTime()",
        "two System.nanoTime()",
        "SiteFailover.call",
        "SiteFailover.callAsync",
        "resilience4j breaker, decorated once",
        "resilience4j breaker, executeSupplier",
        "resilience4j retry+breaker, decorated once",
        "Failsafe breaker",
        "Failsafe retry+breaker+fallback"
    })
    public String subject = "";

    private Work work = times -> times;

    @Setup
    public void start() throws Exception {
        work = HotPathBench.contest().subject(subject).start().with("");
    }

    @TearDown
    public void close() {
        work.close();
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void oneThread() throws Exception {
        work.run(CALLS);
    }

    @Benchmark
    @Threads(2)
    @OperationsPerInvocation(CALLS)
    public void twoThreads() throws Exception {
        work.run(CALLS);
    }
}

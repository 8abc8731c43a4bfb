package dev.sitefailover.examples.bench.jmh;

import dev.sitefailover.examples.bench.kernel.KernelBench;
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
import org.openjdk.jmh.annotations.Warmup;

/** One event under virtual time, in the hold model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
    private static final int EVENTS = 1_000;

    @Param({
        "VirtualTime",
        "java.util.PriorityQueue",
        "SSJ, Henriksen's list",
        "SSJ, splay tree",
        "RxJava TestScheduler",
        "Reactor VirtualTimeScheduler"
    })
    public String subject = "";

    @Param({"exponential/100", "exponential/10000", "exponential/1000000"})
    public String setting = "";

    private Work work = times -> times;

    @Setup
    public void start() throws Exception {
        work = KernelBench.contest().subject(subject).start().with(setting);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void hold() throws Exception {
        work.run(EVENTS);
    }
}

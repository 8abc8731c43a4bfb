package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.kernel.KernelBench;
import dev.sitefailover.examples.bench.measure.Rounds;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = KernelBench.NAME,
        description = {
            "Measures events per second under virtual time (every event schedules one more) with 100 to 1,000,000 pending",
            "and at awkward times, beside the class library's queue and, where on the class path, other libraries."
        })
final class BenchKernelCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    BenchEffort effort = new BenchEffort();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Rounds rounds = effort.rounds("bench kernel");
        BenchEffort.head(KernelBench.contest(), out);
        return KernelBench.run(KernelBench.contest(), rounds, out, figure -> {})
                ? ExitCode.PASSED
                : ExitCode.REHEARSAL_FAILED;
    }
}

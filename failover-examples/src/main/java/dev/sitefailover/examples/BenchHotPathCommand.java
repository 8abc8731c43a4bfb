package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.hotpath.HotPathBench;
import dev.sitefailover.examples.bench.measure.Rounds;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = HotPathBench.NAME,
        description = {
            "Measures a call on a healthy route: nanoseconds and bytes on one thread, and what a second thread adds, for",
            "this library, its parts and resilience4j alone; for other libraries too where they are on the class path."
        })
final class BenchHotPathCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    BenchEffort effort = new BenchEffort();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Rounds rounds = effort.rounds("bench hotpath");
        BenchEffort.head(HotPathBench.contest(), out);
        return HotPathBench.run(rounds, out, figure -> {}) ? ExitCode.PASSED : ExitCode.REHEARSAL_FAILED;
    }
}

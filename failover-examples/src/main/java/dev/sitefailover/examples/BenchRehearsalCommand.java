package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.rehearsal.RehearsalBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = RehearsalBench.NAME,
        description = {
            "Measures the simulated practice session with 10 to 10,000 participants and windows of 4 to 60 minutes: calls "
                    + "and probes per second, bytes for each; of 50 participants also on two threads and without the "
                    + "processor's SHA instructions."
        })
final class BenchRehearsalCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    BenchEffort effort = new BenchEffort();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        return RehearsalBench.run(effort.roundsOfMuchCode("bench rehearsal"), out, figure -> {})
                ? ExitCode.PASSED
                : ExitCode.REHEARSAL_FAILED;
    }
}

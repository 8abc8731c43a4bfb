package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.search.SearchBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = SearchBench.NAME,
        description = {
            "Measures the search over the standard space, compiled code only: runs a second on one thread and on two, bytes "
                    + "for each run, and the same without invariants and on days when nothing goes wrong."
        })
final class BenchSearchCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    BenchEffort effort = new BenchEffort();

    @Override
    public Integer call() throws IOException {
        return SearchBench.run(
                        effort.roundsOfMuchCode("bench search"),
                        spec.commandLine().getOut(),
                        figure -> {})
                ? ExitCode.PASSED
                : ExitCode.REHEARSAL_FAILED;
    }
}

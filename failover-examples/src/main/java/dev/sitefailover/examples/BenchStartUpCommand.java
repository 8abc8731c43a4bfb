package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.startup.StartUpBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = StartUpBench.NAME,
        description = {
            "Measures whole processes from start to end: a Java machine that does nothing, the help, the practice session "
                    + "with one participant and as it comes; with light compilation and a class-data archive too."
        })
final class BenchStartUpCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Processes for each line of the table (default: ${DEFAULT-VALUE}).")
    int rounds = 7;

    @Override
    public Integer call() throws IOException {
        if (rounds < 1) {
            throw new BadInputException("bench startup: --rounds must be >= 1");
        }
        Path directory = Files.createTempDirectory("failover-startup");
        try {
            StartUpBench.run(directory, rounds, spec.commandLine().getOut(), figure -> {});
        } finally {
            Scratch.delete(directory);
        }
        return ExitCode.PASSED;
    }
}

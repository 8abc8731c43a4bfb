package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.ActorsBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "actors",
        description = {
            "Measures blocking code under virtual time: an hour of ten gateways with ten calls a second each, the",
            "primary hanging after a third of it. Virtual threads on Java 21 and later, platform threads before."
        },
        footer = {"", "Exit codes: 0 every run was the same, 1 runs differed, 2 bad input or usage."})
final class BenchActorsCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Hours that are measured (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "100",
            description = "Minutes whose traces are compared (default: ${DEFAULT-VALUE}).")
    int repeats = 100;

    @Override
    public Integer call() {
        if (rounds < 1 || repeats < 1) {
            throw new BadInputException("bench actors: --rounds and --repeats must be >= 1");
        }
        return ActorsBench.run(rounds, repeats, spec.commandLine().getOut())
                ? ExitCode.PASSED
                : ExitCode.REHEARSAL_FAILED;
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.BenchLine;
import dev.sitefailover.examples.bench.FailoverBench;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "failover",
        description = {
            "Takes the serving one of two sites down under load, by SIGKILL and by SIGSTOP, and prints how soon calls",
            "succeed at the other, what failed and what was slow, for this library and for a circuit breaker with fallback."
        })
final class BenchFailoverCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "10",
            description = "Faults per client and kind (default: ${DEFAULT-VALUE}).")
    int trials = 10;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Calls per second (default: ${DEFAULT-VALUE}).")
    int rate = 500;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the phases at which the faults strike (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--only",
            paramLabel = "LINE,...",
            split = ",",
            description = "Some lines of the table alone, e.g. kill or kill/async,kill/fallback (default: all).")
    List<String> only = List.of();

    @Override
    public Integer call() {
        if (trials < 1 || rate < 1 || rate > 100_000) {
            throw new BadInputException("bench failover: --trials must be >= 1 and --rate 1 to 100000");
        }
        for (String name : only) {
            if (Arrays.stream(BenchLine.values()).noneMatch(line -> line.isMeantBy(name))) {
                throw new BadInputException("bench failover: --only " + name + ": no such line; the lines are "
                        + Arrays.stream(BenchLine.values()).map(BenchLine::id).collect(Collectors.joining(", "))
                        + ", and kill or stop means all of that fault");
            }
        }
        return FailoverBench.run(
                        BenchLine.named(only),
                        rate,
                        trials,
                        seed,
                        spec.commandLine().getOut(),
                        figure -> {})
                ? ExitCode.PASSED
                : ExitCode.REHEARSAL_FAILED;
    }
}

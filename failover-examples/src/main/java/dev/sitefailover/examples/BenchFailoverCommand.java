package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.FailoverBench;
import java.util.concurrent.Callable;
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

    @Override
    public Integer call() {
        if (trials < 1 || rate < 1 || rate > 100_000) {
            throw new BadInputException("bench failover: --trials must be >= 1 and --rate 1 to 100000");
        }
        return FailoverBench.run(rate, trials, seed, spec.commandLine().getOut())
                ? ExitCode.PASSED
                : ExitCode.REHEARSAL_FAILED;
    }
}

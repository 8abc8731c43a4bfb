package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.ProxyBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "proxy",
        description = {
            "Measures what a proxy costs: the round trip of 64 bytes and a stream, without one, through the fault proxy,",
            "through a plain relay and, where on the class path, through NetCrusher, in turns; medians and ranges."
        })
final class BenchProxyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Turns each takes (default: ${DEFAULT-VALUE}).")
    int rounds = 7;

    @Option(
            names = "--round-trips",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Round trips in a turn (default: ${DEFAULT-VALUE}).")
    int roundTrips = 10_000;

    @Option(
            names = "--megabytes",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Streamed in a turn (default: ${DEFAULT-VALUE}).")
    int megabytes = 2_000;

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || roundTrips < 1 || megabytes < 1) {
            throw new BadInputException("bench proxy: --rounds, --round-trips and --megabytes must be >= 1");
        }
        return ProxyBench.run(rounds, roundTrips, megabytes, spec.commandLine().getOut(), figure -> {})
                ? ExitCode.PASSED
                : ExitCode.REHEARSAL_FAILED;
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.SilenceBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "silence",
        description = {
            "Shows, against the limit of a silence, how often a site that pauses 50 ms every 5 s is left without need,",
            "simulated and live, and how soon one that hangs is left."
        })
final class BenchSilenceCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Calls per second (default: ${DEFAULT-VALUE}).")
    int rate = 500;

    @Option(
            names = "--simulated-minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = "Virtual time for each limit (default: ${DEFAULT-VALUE}).")
    int simulated = 60;

    @Option(
            names = "--live-seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Real time for each limit, 0 for none (default: ${DEFAULT-VALUE}).")
    int live = 60;

    @Override
    public Integer call() {
        if (rate < 1 || rate > 100_000 || simulated < 1 || live < 0) {
            throw new BadInputException(
                    "bench silence: --rate must be 1 to 100000, --simulated-minutes >= 1 and" + " --live-seconds >= 0");
        }
        SilenceBench.run(
                rate,
                Duration.ofMinutes(simulated),
                Duration.ofSeconds(live),
                spec.commandLine().getOut());
        return ExitCode.PASSED;
    }
}

package dev.sitefailover.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of measurements; does nothing by itself. */
@Command(
        name = "bench",
        description = "Measures on this machine; the figures are of this machine only.",
        subcommands = {
            BenchHotPathCommand.class,
            BenchKernelCommand.class,
            BenchRehearsalCommand.class,
            BenchSearchCommand.class,
            BenchStartUpCommand.class,
            BenchFailoverCommand.class,
            BenchSilenceCommand.class,
            BenchFidelityCommand.class,
            BenchProxyCommand.class,
            BenchActorsCommand.class,
            BenchAllCommand.class,
            SoakCommand.class
        })
final class BenchCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new BadInputException("bench: no measurement given; one of "
                + String.join(", ", spec.commandLine().getSubcommands().keySet()) + " (see --help)");
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.examples.Fidelity.Figures;
import dev.sitefailover.examples.Fidelity.Probes;
import dev.sitefailover.examples.bench.measure.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "fidelity",
        description = {
            "Rehearses the loss of a site simulated and live, with the same settings and seeds, and compares what the",
            "clients' part took: medians, within a tenth or 20 ms, whichever is larger. Exits 1 when they differ more."
        })
final class BenchFidelityCommand implements Callable<Integer> {
    private static final List<String> LINES = List.of("crash/default", "crash/tight", "hang/default", "hang/tight");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Runs of each, with seeds 1 to N (default: ${DEFAULT-VALUE}).")
    int runs = 10;

    @Option(
            names = "--participants",
            paramLabel = "N",
            defaultValue = "20",
            description = "Client systems in each run (default: ${DEFAULT-VALUE}).")
    int participants = 20;

    @Option(
            names = "--only",
            paramLabel = "FAULT[/PROBES]",
            description = "One line of the table alone, e.g. hang or hang/tight (default: all).")
    String only = "";

    @Override
    public Integer call() throws IOException {
        if (runs < 1 || participants < 1 || participants > 1_000) {
            throw new BadInputException("bench fidelity: --runs must be >= 1 and --participants from 1 to 1000");
        }
        if (LINES.stream().noneMatch(this::isWanted)) {
            throw new BadInputException("bench fidelity: --only must be a fault or one of " + LINES + ", was " + only);
        }
        return measure(this::isWanted, runs, participants, spec.commandLine().getOut(), figure -> {})
                ? ExitCode.PASSED
                : ExitCode.REHEARSAL_FAILED;
    }

    /** Prints the table of those lines; whether the figures hold. */
    static boolean measure(Predicate<String> wanted, int runs, int participants, PrintWriter out, Consumer<Figure> told)
            throws IOException {
        out.println("FAULT  PROBES   PREDICTED ms  MEASURED ms  DIFFERENCE ms  MOVES  VERDICT");
        boolean holds = true;
        Path scratch = Files.createTempDirectory("fidelity");
        try {
            for (String fault : List.of("crash", "hang")) {
                for (Probes probes : Probes.values()) {
                    String line = fault + "/" + probes.name().toLowerCase(Locale.ROOT);
                    if (!wanted.test(line)) {
                        continue;
                    }
                    Figures figures = new Fidelity(fault, probes).measure(runs, participants, scratch);
                    holds &= figures.holds();
                    double predicted = millis(figures.predicted());
                    double measured = millis(figures.measured());
                    told.accept(
                            new Figure("fidelity", "simulated", line, "share", "ms", predicted, predicted, predicted));
                    told.accept(new Figure("fidelity", "live", line, "share", "ms", measured, measured, measured));
                    out.println(String.format(
                            Locale.ROOT,
                            "%-5s  %-7s  %12.1f  %11.1f  %13.1f  %5d  %s",
                            fault,
                            probes.name().toLowerCase(Locale.ROOT),
                            predicted,
                            measured,
                            millis(figures.difference()),
                            figures.moves(),
                            figures.holds() ? "holds" : "differs"));
                    out.flush();
                }
            }
        } finally {
            Scratch.delete(scratch);
        }
        return holds;
    }

    private boolean isWanted(String line) {
        return only.isEmpty() || line.equals(only) || line.startsWith(only + "/");
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.BenchLine;
import dev.sitefailover.examples.bench.FailoverBench;
import dev.sitefailover.examples.bench.ProxyBench;
import dev.sitefailover.examples.bench.hotpath.HotPathBench;
import dev.sitefailover.examples.bench.kernel.KernelBench;
import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.FigureFile;
import dev.sitefailover.examples.bench.measure.Rounds;
import dev.sitefailover.examples.bench.rehearsal.RehearsalBench;
import dev.sitefailover.examples.bench.search.SearchBench;
import dev.sitefailover.examples.bench.startup.StartUpBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "all",
        description = {
            "All of hotpath, kernel, rehearsal, search, startup, failover, proxy and fidelity, in turn; the figures also as "
                    + "JSON. The options are those of the first four; the others run as they do by default."
        })
final class BenchAllCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    BenchEffort effort = new BenchEffort();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the figures there, again after every measurement.")
    @Nullable
    Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Rounds rounds = effort.rounds("bench all");
        FigureFile file = new FigureFile(json);
        boolean met = true;
        BenchEffort.head(HotPathBench.contest(), out);
        for (Part part : parts(rounds, effort.roundsOfMuchCode("bench all"), out)) {
            out.println();
            boolean holds = part.measure().run(file::add);
            file.judged(part.name(), holds);
            met &= holds;
        }
        return met ? ExitCode.PASSED : ExitCode.REHEARSAL_FAILED;
    }

    private interface Measurement {
        boolean run(Consumer<Figure> figures) throws IOException;
    }

    private record Part(String name, Measurement measure) {}

    private static List<Part> parts(Rounds rounds, Rounds ofMuchCode, PrintWriter out) {
        return List.of(
                new Part(HotPathBench.NAME, figures -> HotPathBench.run(rounds, out, figures)),
                new Part(KernelBench.NAME, figures -> KernelBench.run(KernelBench.contest(), rounds, out, figures)),
                new Part(RehearsalBench.NAME, figures -> RehearsalBench.run(ofMuchCode, out, figures)),
                new Part(SearchBench.NAME, figures -> SearchBench.run(ofMuchCode, out, figures)),
                new Part(StartUpBench.NAME, figures -> {
                    Path directory = Files.createTempDirectory("failover-startup");
                    try {
                        StartUpBench.run(directory, 7, out, figures);
                    } finally {
                        Scratch.delete(directory);
                    }
                    return true; // there is no goal
                }),
                new Part(
                        FailoverBench.NAME,
                        figures -> FailoverBench.run(BenchLine.named(List.of()), 500, 10, 1, out, figures)),
                new Part(ProxyBench.NAME, figures -> ProxyBench.run(7, 10_000, 2_000, out, figures)),
                new Part("fidelity", figures -> BenchFidelityCommand.measure(line -> true, 10, 20, out, figures)));
    }
}

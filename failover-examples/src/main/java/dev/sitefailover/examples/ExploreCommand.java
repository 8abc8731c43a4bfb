package dev.sitefailover.examples;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.search.SeedRange;
import dev.sitefailover.search.report.SearchFiles;
import dev.sitefailover.search.report.SearchReport;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explore",
        description = {
            "Looks for the outage that nobody planned. Draws schedules of faults and of what people do, one for each seed; runs"
                    + " client systems under each in virtual time; checks after every event what must always hold.",
            "What breaks is shrunk to the fewest and simplest faults that still break it and written as a rundown and as a"
                    + " JUnit test. The same space and seed are the same run on every machine.",
            "",
            "A space says what may be drawn: a YAML file that starts with 'format: 1'. Behind it may follow sites, gateways,"
                    + " lasting, workload, client, faults and acts; what is left out is as in the space 'standard'."
                    + " To start one of your own from one that explains itself:",
            "    explore --print > my-space.yaml",
            "",
            "Several machines share a campaign by --from and --seeds; --merge adds up what they wrote.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 nothing found, 1 an invariant was broken, 2 bad input or usage, 3 the program itself failed."
        })
final class ExploreCommand implements Callable<Integer> {
    /** With a budget, as many as fit into it. */
    private static final long ANY = Numbers.Seeds.MOST;

    private static final long USUAL = 10_000;

    /** What is put to the test. */
    ClientSystem client = ClientSystem.siteFailover();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SPACE.yaml",
            arity = "0..1",
            defaultValue = Spaces.STANDARD,
            description = "A file, or the name of a bundled space: standard, three-sites (default: ${DEFAULT-VALUE}).")
    String space = Spaces.STANDARD;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            converter = Numbers.Seeds.class,
            description = "How many seeds (default: 10000; with --budget: as many as it allows).")
    @Nullable
    Long seeds;

    @Option(
            names = "--from",
            paramLabel = "K",
            defaultValue = "1",
            converter = Numbers.Seed.class,
            description = "The first seed (default: ${DEFAULT-VALUE}).")
    long from = 1;

    @Option(
            names = "--threads",
            paramLabel = "T",
            converter = Numbers.Threads.class,
            description = "Default: one for each processor. The result does not depend on it.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--budget",
            paramLabel = "D",
            converter = Durations.Budget.class,
            description = "No run is begun after that much time, such as 30s, 10m, PT1H (default: none).")
    Duration budget = Exploration.NO_BUDGET;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/explore",
            description = "Where the files go (default: ${DEFAULT-VALUE}).")
    String out = "target/explore";

    @Option(names = "--quiet", description = "Print nothing but what is broken or wrong.")
    boolean quiet;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Instead: runs the scenario in that file once more (seed-47.yaml of an earlier search).")
    @Nullable
    String replay;

    @Option(
            names = "--merge",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Instead: adds up what several searches of different seeds wrote (each one's explore.json), with"
                            + " their scenarios, into --out.")
    List<String> merge = new ArrayList<>();

    @Option(names = "--print", description = "Instead: prints the space as YAML, with what explains it.")
    boolean print;

    @Override
    public Integer call() {
        checkOptions();
        PrintWriter console = spec.commandLine().getOut();
        if (print) {
            console.print(Spaces.text(space));
            return ExitCode.PASSED;
        }
        if (replay != null) {
            return Replay.of(replay, client, console, quiet, spec.commandLine().getErr());
        }
        SearchReport report = merge.isEmpty()
                ? new Exploration(this, console, spec.commandLine().getErr()).run(seeds())
                : merged();
        tell(report, console);
        return report.violations().isEmpty() ? ExitCode.PASSED : ExitCode.CHECK_FAILED;
    }

    private void tell(SearchReport report, PrintWriter console) {
        if (quiet) {
            report.invariants().forEach(invariant -> spec.commandLine()
                    .getErr()
                    .println(OneLine.of("broken: " + invariant + "; see "
                            + report.violationsOf(invariant).get(0).scenario())));
            return;
        }
        console.print(report.summary());
        int scenarios = report.violations().size();
        if (scenarios > 0) {
            String first = Path.of(out, report.violations().get(0).scenario()).toString();
            console.println("replay    java -jar failover-examples.jar explore --replay "
                    + OneLine.of(RehearseCommand.quoted(first)));
        }
        console.println("files     " + OneLine.of(out) + ": " + SearchReport.NAME
                + (scenarios == 0
                        ? ""
                        : ", " + scenarios + " scenario" + (scenarios == 1 ? "" : "s") + " and their tests"));
    }

    private SearchReport merged() {
        List<Path> files = new ArrayList<>();
        for (String typed : merge) {
            try {
                files.add(Path.of(typed));
            } catch (InvalidPathException e) {
                throw new BadInputException(OneLine.of(typed) + ":1:1: not a file name on this machine");
            }
        }
        try {
            return SearchFiles.merge(files, OutputDirectory.ready("--out", out, List.of()));
        } catch (DocumentException e) {
            throw new BadInputException(
                    e.problems().stream().map(Object::toString).toList());
        }
    }

    private SeedRange seeds() {
        long number = seeds != null ? seeds : budget.equals(Exploration.NO_BUDGET) ? USUAL : ANY;
        if (from > Long.MAX_VALUE - number + 1) {
            throw new ParameterException(
                    spec.commandLine(), "--from " + from + ": there are not so many seeds behind it as " + number);
        }
        return SeedRange.of(from, from + number - 1);
    }

    /** Each of the other things to do has its own few options. */
    private void checkOptions() {
        if (print) {
            allow("--print", List.of());
        } else if (replay != null) {
            refuseSpace("--replay");
            allow("--replay", List.of("--quiet"));
        } else if (!merge.isEmpty()) {
            refuseSpace("--merge");
            allow("--merge", List.of("--out", "--quiet"));
        }
    }

    private void refuseSpace(String instead) {
        if (spec.commandLine().getParseResult().hasMatchedPositional(0)) {
            throw new ParameterException(
                    spec.commandLine(), instead + " takes no space, was given " + OneLine.of(space));
        }
    }

    private void allow(String instead, List<String> others) {
        for (String name : List.of(
                "--seeds", "--from", "--threads", "--budget", "--out", "--quiet", "--replay", "--merge", "--print")) {
            boolean given = spec.commandLine().getParseResult().hasMatchedOption(name);
            if (given && !name.equals(instead) && !others.contains(name)) {
                throw new ParameterException(spec.commandLine(), name + " has no meaning with " + instead);
            }
        }
    }
}

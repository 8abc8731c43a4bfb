package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.report.ReportFiles;
import dev.sitefailover.rehearsal.report.ReportText;
import dev.sitefailover.rehearsal.report.TraceFile;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.simulated.SimulatedVenue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rehearse",
        description = {
            "Rehearses a rundown with simulated sites under virtual time and reports what was found.",
            "The same rundown, seed and participants give the same report on every machine.",
            "With --live it takes place in real time, with real connections to sites that really go down."
        })
final class RehearseCommand implements Callable<Integer> {

    private static final List<String> FILES =
            List.of(ReportFiles.HTML, ReportFiles.TEXT, ReportFiles.JSON, ReportFiles.JUNIT, TraceFile.NAME);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUNDOWN",
            arity = "0..1",
            defaultValue = Rundowns.PRACTICE_SESSION,
            description = "A file, or the name of a bundled rundown (default: ${DEFAULT-VALUE}).")
    String rundown = Rundowns.PRACTICE_SESSION;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = Numbers.Seed.class,
            description = "Rules every random draw (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--participants",
            paramLabel = "N",
            converter = Numbers.Participants.class,
            description = "Instead of the rundown's number; of a list, the first N.")
    @Nullable
    Integer participants;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/rehearsal",
            description = "Where the files go (default: ${DEFAULT-VALUE}).")
    String out = "target/rehearsal";

    @Option(names = "--quiet", description = "Print nothing but what is wrong.")
    boolean quiet;

    @Mixin
    LiveOptions live = new LiveOptions();

    @Override
    public Integer call() {
        Optional<String> misplaced = live.misplaced();
        if (misplaced.isPresent()) {
            throw new ParameterException(spec.commandLine(), misplaced.get());
        }
        Rundown plan = plan();
        if (live.live) {
            return lively(plan);
        }
        Path directory = OutputDirectory.ready("--out", out, FILES);
        PrintWriter console = spec.commandLine().getOut();
        LightCompilation.ifShort(plan);
        long started = System.nanoTime();
        Report report = run(plan, directory, console);
        return told(report, directory.toString(), System.nanoTime() - started);
    }

    private int lively(Rundown plan) {
        boolean placed = spec.commandLine().getParseResult().hasMatchedOption("--out");
        if (live.resume != null && placed) {
            throw new ParameterException(spec.commandLine(), "--out: a resumed run goes on in its own directory");
        }
        String directory = live.resume == null ? out : live.resume;
        long started = System.nanoTime();
        Report report = new LiveRun(
                        plan,
                        live,
                        seed,
                        replay(),
                        quiet,
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr())
                .run(directory, FILES);
        return told(report, directory, System.nanoTime() - started);
    }

    private int told(Report report, String directory, long nanos) {
        PrintWriter console = spec.commandLine().getOut();
        double seconds = nanos / 1e9;
        if (quiet) {
            report.reasons().forEach(reason -> spec.commandLine().getErr().println(OneLine.of(reason)));
        } else {
            console.println();
            console.print(ReportText.summary(report));
            if (live.resume == null) { // else the calls are those of several runs
                console.println(String.format(
                        Locale.ROOT,
                        "speed    %,d calls and probes in %.1f s, %,.0f operations/s",
                        report.operations(),
                        seconds,
                        report.operations() / seconds));
            }
            console.println("files    " + OneLine.of(directory) + ": " + String.join(", ", FILES));
        }
        return report.verdict() == Verdict.PASSED ? ExitCode.PASSED : ExitCode.REHEARSAL_FAILED;
    }

    private Rundown plan() {
        Rundown read = Rundowns.read(rundown);
        if (participants == null) {
            return read;
        }
        if (read.participantsListed() && participants > read.participants().size()) {
            throw new BadInputException("--participants " + participants + ": " + rundown + " lists only "
                    + read.participants().size());
        }
        return read.withParticipants(participants);
    }

    private Report run(Rundown plan, Path directory, PrintWriter console) {
        try (TraceFile trace = TraceFile.in(directory, plan.timeZone());
                Interruption interruption = Interruption.of(spec.commandLine().getErr(), trace);
                Progress progress = quiet ? Progress.none() : Progress.on(console, plan)) {
            Report report = Rehearsal.of(plan)
                    .seed(seed)
                    .replay(replay())
                    .progress(progress)
                    .events(trace)
                    .run(SimulatedVenue.create());
            ReportFiles.write(report, directory);
            trace.finish();
            interruption.tooLate();
            return report;
        }
    }

    /** As a shell takes it for one word. */
    static String quoted(String word) {
        return word.matches("[\\w./+:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private String replay() {
        return "java -jar failover-examples.jar rehearse " + quoted(rundown) + " --seed " + seed
                + Optional.ofNullable(participants)
                        .map(n -> " --participants " + n)
                        .orElse("")
                + (live.live ? " --live" : "")
                + Optional.ofNullable(live.pace).map(n -> " --pace " + n).orElse("")
                + live.sites.stream().map(site -> " --site " + quoted(site)).reduce("", String::concat)
                + (live.yes ? " --yes" : "");
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.live.LiveVenue;
import dev.sitefailover.rehearsal.live.Prompt;
import dev.sitefailover.rehearsal.report.ReportFiles;
import dev.sitefailover.rehearsal.report.StateFile;
import dev.sitefailover.rehearsal.report.TraceFile;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One rehearsal in real time, from the first check to the files. */
final class LiveRun {
    /** Two margins at a session's end, and what starting takes. */
    private static final Duration SESSION = Duration.ofSeconds(5);

    private final Rundown plan;
    private final LiveOptions options;
    private final long pace;
    private final long seed;
    private final String replay;
    private final boolean quiet;
    private final PrintWriter out;
    private final PrintWriter err;

    LiveRun(
            Rundown plan,
            LiveOptions options,
            long seed,
            String replay,
            boolean quiet,
            PrintWriter out,
            PrintWriter err) {
        this.plan = plan;
        this.options = options;
        this.pace = Optional.ofNullable(options.pace).orElse(1L);
        this.seed = seed;
        this.replay = replay;
        this.quiet = quiet;
        this.out = out;
        this.err = err;
    }

    /**
     * Rehearses and writes the files.
     *
     * @param typed the directory's name as the user typed it
     * @throws BadInputException when it cannot be rehearsed so; then nothing was written
     */
    Report run(String typed, List<String> files) {
        Map<String, URI> addresses = options.addresses(plan);
        checkPeople(addresses);
        if (addresses.isEmpty() && plan.sites().size() != 2) {
            throw new BadInputException("--live: stand-in sites come in pairs, the rundown has "
                    + plan.sites().size() + " sites; name your own with --site");
        }
        Map<String, String> about = RunDirectory.about(plan, seed, pace, addresses.isEmpty() ? "" : "" + addresses);
        StateFile.Kept kept = resumed(about);
        Path directory = OutputDirectory.ready(
                options.resume == null ? "--out" : "--resume", typed, kept == null ? files : List.of());
        RunDirectory keeping = new RunDirectory(directory, about);
        if (kept == null) {
            keeping.clear();
        }
        Report report;
        try (OrderlyStop stop = OrderlyStop.onSignals(err)) {
            announce(addresses);
            Prompt prompt = people() ? new TerminalPrompt(System.in, out, stop::isAsked) : Prompt.UNATTENDED;
            try (SharedConnections connector = LiveEndpoints.connector();
                    LiveSites sites = addresses.isEmpty()
                            ? LiveSites.standIns(plan, seed, keeping.sites())
                            : LiveSites.operated(addresses, LiveEndpoints.own(), prompt, stop::isAsked)) {
                LiveVenue venue = LiveVenue.of(connector, sites.controls())
                        .pace(pace)
                        .prompt(prompt)
                        .stopWhen(stop::isAsked);
                List<String> problems = venue.problems(plan);
                if (!problems.isEmpty()) {
                    throw new BadInputException(problems);
                }
                report = rehearse(venue, directory, keeping, kept, stop);
            }
            if (!stop.isAsked()) {
                keeping.clear(); // not before all is written: what breaks can be gone on with
            }
            return report;
        } catch (BadInputException nothingWasRehearsed) {
            if (kept == null) {
                keeping.clear();
            }
            throw nothingWasRehearsed;
        } catch (RuntimeException broken) {
            if (keeping.isKept()) {
                tellHowToGoOn("what was finished is kept", directory);
            }
            throw broken;
        }
    }

    private Report rehearse(
            LiveVenue venue, Path directory, RunDirectory keeping, StateFile.@Nullable Kept kept, OrderlyStop stop) {
        try (TraceFile trace = kept == null
                        ? TraceFile.in(directory, plan.timeZone()).keepUnfinished()
                        : TraceFile.continuing(directory, plan.timeZone()).keepUnfinished();
                Progress progress = quiet ? Progress.none() : Progress.on(out, plan)) {
            Rehearsal rehearsal = Rehearsal.of(plan)
                    .seed(seed)
                    .replay(replay)
                    .progress(progress)
                    .events(trace)
                    .checkpoints(state -> {
                        keeping.keep(state);
                        trace.flush();
                    });
            Report report = (kept == null ? rehearsal : rehearsal.resume(kept.state())).run(venue);
            ReportFiles.write(report, directory);
            trace.finish();
            if (stop.isAsked()) {
                tellHowToGoOn("interrupted", directory);
            }
            return report;
        }
    }

    private void tellHowToGoOn(String what, Path directory) {
        err.println(what + "; to go on: "
                + OneLine.of(replay + " --resume " + RehearseCommand.quoted(directory.toString())));
    }

    private StateFile.@Nullable Kept resumed(Map<String, String> about) {
        String typed = options.resume;
        if (typed == null) {
            return null;
        }
        Path directory = Path.of(typed);
        if (!Files.isDirectory(directory)) {
            throw new BadInputException("--resume " + OneLine.of(typed) + ": no such directory");
        }
        StateFile.Kept kept = RunDirectory.read(typed, directory);
        List<String> differences = RunDirectory.differences(typed, kept.texts(), about);
        if (!differences.isEmpty()) {
            throw new BadInputException(differences);
        }
        return kept;
    }

    /** Sites of somebody else's need somebody to act on them. */
    private void checkPeople(Map<String, URI> addresses) {
        Optional<String> act = LiveOptions.needsOperator(plan);
        if (!addresses.isEmpty() && act.isPresent() && !people() && !options.yes) {
            throw new BadInputException("--site: " + act.get() + " needs an operator at a terminal; without one, --yes "
                    + "takes as done what is seen to be done, and nothing else");
        }
    }

    private boolean people() {
        return !options.yes && Progress.isTerminal();
    }

    private void announce(Map<String, URI> addresses) {
        if (quiet) {
            return;
        }
        out.println("live at pace " + pace + " with "
                + (addresses.isEmpty() ? "stand-in sites" : addresses.size() + " given sites") + ": about "
                + rough(expected()) + "; times are those of this run");
    }

    private Duration expected() {
        Duration all = Duration.ofSeconds(2);
        for (SessionPlan session : plan.sessions()) {
            Duration window = Duration.between(session.from(), session.to()).dividedBy(pace);
            all = all.plus(window).plus(pace == 1 ? Duration.ZERO : SESSION);
        }
        return all.plusSeconds(plan.sessions().size() - 1L);
    }

    private static String rough(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 120
                ? seconds + " s"
                : seconds < 7200 ? (seconds + 59) / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.search.Invariants;
import dev.sitefailover.search.Scenario;
import dev.sitefailover.search.ScenarioFile;
import dev.sitefailover.search.Trial;
import dev.sitefailover.search.TrialResult;
import dev.sitefailover.search.Violation;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Runs one scenario of an earlier search again. */
final class Replay {
    private Replay() {}

    /** The exit code. */
    static int of(String typed, ClientSystem client, PrintWriter out, boolean quiet, PrintWriter err) {
        Scenario scenario = read(typed);
        Exploration.silenceTheEngine();
        TrialResult result = Trial.of(client, Invariants.standard()).run(scenario);
        Optional<Violation> violation = result.violation();
        if (!quiet) {
            out.println(String.format(
                    Locale.ROOT,
                    "replayed  %s: seed %d, %d sites, %d gateway%s, %d fault%s, healed after %s",
                    OneLine.of(typed),
                    scenario.seed(),
                    scenario.sites().size(),
                    scenario.gateways(),
                    scenario.gateways() == 1 ? "" : "s",
                    scenario.faults(),
                    scenario.faults() == 1 ? "" : "s",
                    scenario.length()));
            out.println(violation
                    .map(broken -> "BROKEN    " + OneLine.of(broken.invariant()) + "\n          at " + broken.at()
                            + ": " + OneLine.of(broken.message()))
                    .orElse("found     nothing: every invariant held"));
            out.println("digest    " + result.digest());
        } else {
            violation.ifPresent(broken -> err.println(OneLine.of("broken: " + broken)));
        }
        return violation.isPresent() ? ExitCode.CHECK_FAILED : ExitCode.PASSED;
    }

    private static Scenario read(String typed) {
        try {
            return ScenarioFile.of(RundownReader.read(Path.of(typed)));
        } catch (InvalidPathException e) {
            throw new BadInputException(OneLine.of(typed) + ":1:1: not a file name on this machine");
        } catch (DocumentException e) {
            throw new BadInputException(
                    e.problems().stream().map(Object::toString).toList());
        } catch (IllegalArgumentException e) {
            throw new BadInputException(OneLine.of(typed + ":1:1: " + e.getMessage()));
        }
    }
}

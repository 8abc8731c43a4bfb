package dev.sitefailover.junit;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.RundownException;
import dev.sitefailover.rehearsal.simulated.SimulatedVenue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** A test's rundown, and its rehearsal once somebody asks for the report. */
final class Rehearsed {
    private static final int LAST = 20;

    private final Rundown rundown;
    private final long seed;
    private final String replay;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private long told;
    private @Nullable Report report;

    private Rehearsed(Rundown rundown, long seed, String replay) {
        this.rundown = rundown;
        this.seed = seed;
        this.replay = replay;
    }

    static Rehearsed of(ExtensionContext context, long seed) {
        Declared<RundownFile> declared = Declared.nearest(context, RundownFile.class)
                .orElseThrow(() -> new ParameterResolutionException("a rundown, its rehearsal and its report come from"
                        + " @RundownFile(\"practice.yaml\") on the test method or its class; there is none"));
        RundownFile file = declared.annotation();
        String shown = "@RundownFile(\"" + file.value() + "\")";
        Rundown rundown;
        try {
            rundown = RundownReader.read(file.value(), content(declared, shown, context.getRequiredTestClass()));
        } catch (RundownException e) {
            throw new ExtensionConfigurationException(
                    declared.wrong(shown, "the rundown cannot be used").getMessage() + "\n" + e.getMessage(), e);
        }
        try {
            rundown = file.participants() == 0 ? rundown : rundown.withParticipants(file.participants());
        } catch (IllegalArgumentException e) {
            throw declared.wrong(shown, String.valueOf(e.getMessage()));
        }
        return new Rehearsed(rundown, seed, Replay.command(context, seed));
    }

    private static byte[] content(Declared<RundownFile> declared, String shown, Class<?> test) {
        String name = declared.annotation().value();
        Path file = Path.of(name);
        ClassLoader loader = test.getClassLoader();
        URL near = test.getResource(name);
        URL resource = near == null && loader != null ? loader.getResource(name) : near;
        if (resource == null && !Files.isRegularFile(file)) {
            throw declared.wrong(
                    shown,
                    "there is no such rundown: neither a resource next to " + test.getSimpleName()
                            + ", nor one of the class path, nor the file " + file.toAbsolutePath());
        }
        try (InputStream in = resource == null ? Files.newInputStream(file) : resource.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw declared.wrong(shown, "it cannot be read: " + e);
        }
    }

    Rundown rundown() {
        return rundown;
    }

    Rehearsal rehearsal() {
        return Rehearsal.of(rundown).seed(seed).replay(replay).events(this::tell);
    }

    Report report() {
        Report finished = report;
        if (finished == null) {
            finished = rehearsal().run(SimulatedVenue.create());
            report = finished;
        }
        return finished;
    }

    private synchronized void tell(RehearsalEvent event) {
        told++;
        String who = event.participant() == null ? "organiser" : event.participant();
        last.add(event.at().atZone(rundown.timeZone()).toLocalDateTime() + "  " + who + ": " + event.type() + ", "
                + event.text());
        if (last.size() > LAST) {
            last.poll();
        }
    }

    synchronized List<String> events() {
        return List.copyOf(last);
    }

    synchronized long told() {
        return told;
    }

    /** Why the rehearsal failed; empty when it passed or nobody asked. */
    List<String> reasons() {
        Report finished = report;
        return finished == null ? List.of() : finished.reasons();
    }
}

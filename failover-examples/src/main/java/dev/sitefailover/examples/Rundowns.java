package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.RundownException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The rundowns a user may name: any file, or one of those bundled with this program by its bare name. */
final class Rundowns {

    /** The practice session that is rehearsed when none is named. */
    static final String PRACTICE_SESSION = "hkex-ccass-ccms-2024";

    /** The bundled rundowns' names. */
    static final List<String> BUNDLED =
            List.of(PRACTICE_SESSION, "eurex-dr-2023", "lse-alternate-site-2024", "tmx-disaster-recovery-2025");

    private Rundowns() {}

    /**
     * Reads the rundown the user named; a file goes before a bundled rundown of the same name.
     *
     * @throws BadInputException with one line for each error in it
     */
    static Rundown read(String name) {
        try {
            Path file = Path.of(name);
            return BUNDLED.contains(name) && !Files.exists(file) ? bundled(name) : RundownReader.read(file);
        } catch (InvalidPathException e) {
            throw new BadInputException(OneLine.of(name) + ":1:1: not a file name on this machine");
        } catch (RundownException e) {
            throw new BadInputException(
                    e.problems().stream().map(Object::toString).toList());
        }
    }

    private static Rundown bundled(String name) {
        String resource = "/rundowns/" + name + ".yaml";
        try (InputStream in = Rundowns.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this program was built without " + resource);
            }
            return RundownReader.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

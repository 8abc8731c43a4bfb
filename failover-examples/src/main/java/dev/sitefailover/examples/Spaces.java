package dev.sitefailover.examples;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.reader.SpaceReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The spaces a user may name: any file, or one of those bundled with this program by its bare name. */
final class Spaces {

    /** What is explored when none is named. */
    static final String STANDARD = "standard";

    /** The bundled spaces' names. */
    static final List<String> BUNDLED = List.of(STANDARD, "three-sites");

    private Spaces() {}

    /**
     * Reads the space the user named; a file goes before a bundled space of the same name.
     *
     * @throws BadInputException with one line for each error in it
     */
    static ScenarioSpace read(String name) {
        try {
            Path file = Path.of(name);
            return isBundled(name, file) ? SpaceReader.read(name, bundled(name)) : SpaceReader.read(file);
        } catch (InvalidPathException e) {
            throw new BadInputException(OneLine.of(name) + ":1:1: not a file name on this machine");
        } catch (DocumentException e) {
            throw new BadInputException(
                    e.problems().stream().map(Object::toString).toList());
        }
    }

    /** The text of the space the user named, if it is a space. */
    static String text(String name) {
        read(name);
        try {
            Path file = Path.of(name);
            return isBundled(name, file)
                    ? new String(bundled(name), StandardCharsets.UTF_8)
                    : Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBundled(String name, Path file) {
        return BUNDLED.contains(name) && !Files.exists(file);
    }

    private static byte[] bundled(String name) {
        String resource = "/spaces/" + name + ".yaml";
        try (InputStream in = Spaces.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this program was built without " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

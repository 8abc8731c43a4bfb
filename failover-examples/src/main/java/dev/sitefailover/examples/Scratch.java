package dev.sitefailover.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that are of no use afterwards. */
final class Scratch {
    private Scratch() {}

    /** As far as it goes: what cannot be deleted stays, and that is nobody's failure. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // a temporary directory that stays harms nobody
        }
    }
}

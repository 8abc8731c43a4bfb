package dev.sitefailover.examples;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the files go, made sure of before any work starts: a run of a minute that cannot be kept is worse than an error
 * at once. Files of an earlier run are removed, so that what is found there afterwards belongs together.
 */
final class OutputDirectory {
    private OutputDirectory() {}

    /**
     * The directory, existing and writable, without the files named.
     *
     * @param option what the user calls it
     * @param typed its name as the user typed it
     * @param files names of the files that will be written
     * @throws BadInputException when nothing can be written there; then nothing was
     */
    static Path ready(String option, String typed, List<String> files) {
        Path directory;
        try {
            directory = Path.of(typed);
        } catch (InvalidPathException e) {
            throw unusable(option, typed, "not a file name on this machine");
        }
        if (typed.isEmpty()) {
            throw unusable(option, typed, "a directory is wanted");
        }
        Deque<Path> made = new ArrayDeque<>();
        try {
            make(directory.toAbsolutePath().normalize(), made);
            for (String file : files) {
                if (Files.isDirectory(directory.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                    throw unusable(option, typed, "a directory named " + file + " is in the way");
                }
            }
            Files.delete(Files.createTempFile(directory, ".writable", null));
            for (String file : files) {
                Files.deleteIfExists(directory.resolve(file));
            }
            return directory;
        } catch (IOException e) {
            undo(made);
            throw unusable(option, typed, OneLine.reason(e));
        } catch (BadInputException e) {
            undo(made);
            throw e;
        }
    }

    /** Makes the directory and those above it; the ones that were not there are put on {@code made}, deepest first. */
    private static void make(@Nullable Path directory, Deque<Path> made) throws IOException {
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        make(directory.getParent(), made);
        if (directory.getParent() != null && !Files.isWritable(directory.getParent())) {
            throw new AccessDeniedException(directory.toString());
        }
        Files.createDirectory(directory);
        made.push(directory);
    }

    private static void undo(Deque<Path> made) {
        try {
            for (Path directory : made) {
                Files.delete(directory);
            }
        } catch (IOException e) {
            // The error that is being told matters more than an empty directory.
        }
    }

    private static BadInputException unusable(String option, String typed, String reason) {
        return new BadInputException(option + " " + OneLine.of(typed) + ": cannot be written to; " + reason);
    }
}

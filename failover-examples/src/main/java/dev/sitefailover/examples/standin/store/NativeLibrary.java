package dev.sitefailover.examples.standin.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The machine code of SQLite, a megabyte, which its driver unpacks into a file and deletes when the Java machine ends in an
 * orderly way. Stand-ins are killed, so the file is kept with the site's data, where the next process of the site finds and
 * deletes it, and not in the system's directory of temporary files, where nobody would.
 */
public final class NativeLibrary {
    private static final String DIRECTORY = "org.sqlite.tmpdir";
    private static final String PREFIX = ".sqlite-native-";
    /** As the driver names what it unpacks. */
    private static final String UNPACKED = "sqlite-*";

    private NativeLibrary() {}

    /**
     * From the first database on, which must not be open yet, this process unpacks into a directory of its own under that
     * one; what dead processes have left in theirs is deleted, as far as it can be. Only for a process that is one site.
     * Where nothing can be written, or the user has said where to, the driver unpacks where it always does.
     */
    public static void unpackUnder(Path data) {
        if (System.getProperty(DIRECTORY) != null) {
            return;
        }
        long self = ProcessHandle.current().pid();
        try {
            Files.createDirectories(data);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(data, PREFIX + "*")) {
                for (Path one : all) {
                    if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS) && isLeftBehind(one, self)) {
                        delete(one);
                    }
                }
            }
            Path own = Files.createDirectories(data.resolve(PREFIX + self)).toAbsolutePath();
            own.toFile().deleteOnExit(); // after what will be in it: the last one named goes first
            System.setProperty(DIRECTORY, own.toString());
        } catch (IOException | DirectoryIteratorException e) {
            // opening the database says why
        }
    }

    private static boolean isLeftBehind(Path directory, long self) {
        try {
            long process = Long.parseLong(directory.getFileName().toString().substring(PREFIX.length()));
            return process == self || ProcessHandle.of(process).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** What is not the driver's stays, and with it the directory. */
    private static void delete(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, UNPACKED)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException | DirectoryIteratorException e) {
            // a megabyte more, and no reason not to serve
        }
    }
}

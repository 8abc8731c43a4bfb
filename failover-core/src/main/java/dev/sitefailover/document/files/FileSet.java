package dev.sitefailover.document.files;

import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.site.SiteFailoverException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes several files into a directory so that a reader finds each either as it was or whole: all are written under
 * other names first, then moved over the old ones. The names are fixed, not random, so that a run that was killed
 * leaves nothing that the next one does not clear away.
 */
public final class FileSet {
    private FileSet() {}

    /**
     * Writes them.
     *
     * @param directory is created when missing
     * @throws SiteFailoverException one line that names the file and what is wrong; then none is left half-written
     */
    public static void write(Path directory, List<NewFile> files) {
        Path at = directory;
        try {
            Files.createDirectories(directory);
            for (NewFile file : files) {
                at = directory.resolve(file.name());
                if (Files.isDirectory(at)) {
                    throw new FileAlreadyExistsException(at.toString(), null, "a directory of that name is in the way");
                }
                write(partOf(directory, file), file.content());
            }
            for (NewFile file : files) {
                at = directory.resolve(file.name());
                move(partOf(directory, file), at);
            }
        } catch (IOException e) {
            files.forEach(file -> discard(partOf(directory, file)));
            throw new SiteFailoverException("cannot write " + Shown.clean(at.toString()) + ": " + reason(e), e);
        }
    }

    private static Path partOf(Path directory, NewFile file) {
        return directory.resolve("." + file.name() + ".part");
    }

    private static void write(Path part, NewFile.Content content) throws IOException {
        // An OutputStreamWriter replaces a lone surrogate; Files.newBufferedWriter would refuse the whole file for it.
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(part), StandardCharsets.UTF_8))) {
            content.writeTo(out);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The error that is being reported matters more than a leftover.
        }
    }

    /** What went wrong, in a word that people have for it. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof NoSuchFileException) {
            return "no such directory";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "a directory of that name is in the way";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return Shown.clean(file.getReason());
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file of that name is in the way";
        }
        String message = e.getMessage();
        return Shown.clean(message(message, e));
    }

    private static String message(@Nullable String message, IOException e) {
        return message == null ? e.getClass().getSimpleName() : message;
    }
}

package dev.sitefailover.examples;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Errors as one line each, whatever is in them. */
final class OneLine {
    private OneLine() {}

    /** The text with everything that would break the line or command the terminal replaced. */
    static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(harmless(c) ? c : '?'));
        return line.toString();
    }

    /** What went wrong, without the name of a class where people have a word for it. */
    static String reason(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "out of memory; give Java more with -Xmx";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file of that name is in the way";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return of(file.getReason());
        }
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : of(message.replaceAll("\\s*\\R\\s*", "; "));
    }

    private static boolean harmless(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && type != Character.FORMAT;
    }
}

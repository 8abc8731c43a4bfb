package dev.sitefailover.document;

/**
 * One thing that is wrong with a file. Immutable.
 *
 * @param file the name the reader was given
 * @param line from 1
 * @param column from 1, counted in characters (code points)
 * @param message what is wrong; what is allowed; one line, no control characters
 */
public record Problem(String file, int line, int column, String message) {

    /** {@code FILE:LINE:COLUMN: what is wrong; what is allowed}, always one line. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}

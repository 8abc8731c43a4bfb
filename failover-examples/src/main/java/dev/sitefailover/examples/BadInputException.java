package dev.sitefailover.examples;

import java.util.List;

/** What the user gave cannot be used: one line for each thing that is wrong. */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of strings; nobody sends it anywhere
    private final List<String> lines;

    BadInputException(List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.lines = List.copyOf(lines);
    }

    BadInputException(String line) {
        this(List.of(line));
    }

    List<String> lines() {
        return lines;
    }
}

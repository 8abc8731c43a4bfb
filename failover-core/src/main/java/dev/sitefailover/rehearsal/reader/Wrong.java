package dev.sitefailover.rehearsal.reader;

/** A value is not of its type; the message says what is wrong, the type says what is allowed. */
final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String what) {
        super(what, null, false, false);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}

package dev.sitefailover.document.yaml;

/** A value is not of its type; the message says what is wrong, the type says what is allowed. */
public final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param what the start of the error's sentence */
    public Wrong(String what) {
        super(what, null, false, false);
    }

    /** What is wrong. */
    public String what() {
        return String.valueOf(getMessage());
    }
}

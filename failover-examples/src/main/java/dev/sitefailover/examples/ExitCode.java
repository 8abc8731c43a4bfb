package dev.sitefailover.examples;

/** What the program's end tells a script. */
final class ExitCode {
    static final int PASSED = 0;
    static final int REHEARSAL_FAILED = 1;
    static final int CHECK_FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int PROGRAM_FAILED = 3;

    private ExitCode() {}
}

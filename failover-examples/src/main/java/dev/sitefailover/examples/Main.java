package dev.sitefailover.examples;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The program. Exit codes: 0 passed, 1 the rehearsal failed, 2 bad input or usage, 3 the program itself failed. Text is
 * UTF-8 whatever the machine's settings, so that a run prints the same bytes everywhere.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = utf8(System.out);
        PrintWriter err = utf8(System.err);
        int code = new Cli(out, err).run(args);
        out.flush();
        err.flush();
        // Under Maven this runs inside Maven's own machine, which must be left alone when all is well.
        if (code != ExitCode.PASSED) {
            System.exit(code);
        }
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}

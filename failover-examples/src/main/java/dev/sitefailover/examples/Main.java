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
        enoughForTwo();
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

    /**
     * Where there are two processors, the common pool has one thread and is not used: the JDK's HTTP client would start a
     * new thread for every answer. The property counts until the pool is first used.
     */
    private static void enoughForTwo() {
        String property = "java.util.concurrent.ForkJoinPool.common.parallelism";
        if (System.getProperty(property) == null && Runtime.getRuntime().availableProcessors() <= 2) {
            System.setProperty(property, "2");
        }
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}

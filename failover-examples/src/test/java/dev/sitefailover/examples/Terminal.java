package dev.sitefailover.examples;

import dev.sitefailover.search.ClientSystem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One run of the command line in this JVM, with what it printed. */
record Terminal(int code, String out, String err) {

    static Terminal run(String... args) {
        return run(ClientSystem.siteFailover(), args);
    }

    /** With another client system under test. */
    static Terminal run(ClientSystem underTest, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new Cli(new PrintWriter(out), new PrintWriter(err), underTest).run(args);
        return new Terminal(code, out.toString(), err.toString());
    }

    List<String> errors() {
        return err.lines().toList();
    }
}

package dev.sitefailover.examples.standin;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line for every change of the site's state, never for a request. */
final class Log {
    private final String site;
    private final PrintStream to;

    Log(String site, PrintStream to) {
        this.site = site;
        this.to = to;
    }

    void say(String what) {
        to.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + site + ": " + what);
    }
}

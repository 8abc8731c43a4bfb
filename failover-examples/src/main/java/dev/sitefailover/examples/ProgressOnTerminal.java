package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.rundown.SessionPlan;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One bar for all windows, with the rundown's time and the speed; gone when the run is over. */
final class ProgressOnTerminal implements Progress {
    private static final int LENGTH = 25;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final ZoneId zone;
    private final Bar bar;
    private final long started = System.nanoTime();

    ProgressOnTerminal(PrintWriter out, ZoneId zone) {
        this.zone = zone;
        bar = new Bar(out, LENGTH);
    }

    @Override
    public void sessionStarted(SessionPlan session) {
        bar.text(TIME.format(session.from()));
    }

    @Override
    public void advanced(Instant now, double fraction, long operations) {
        double seconds = Math.max(1e-3, (System.nanoTime() - started) / 1e9);
        bar.step(fraction);
        bar.text(TIME.format(now.atZone(zone))
                + String.format(Locale.ROOT, "  %,.0f operations/s", operations / seconds));
    }

    @Override
    public void close() {
        bar.close();
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.rundown.SessionPlan;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;

/** One bar for all windows, with the rundown's time and the speed; gone when the run is over. */
final class ProgressOnTerminal implements Progress {
    /** Fits the narrowest usual terminal; finding the real width would take native code. */
    private static final int WIDTH = 79;

    private static final int BAR = 25;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final ZoneId zone;
    private final ProgressBar bar;
    private final long started = System.nanoTime();

    ProgressOnTerminal(PrintWriter out, ZoneId zone) {
        this.zone = zone;
        bar = new ProgressBarBuilder()
                .setInitialMax(100)
                .setRenderer(ProgressOnTerminal::render)
                .setUpdateIntervalMillis(100)
                .setConsumer(new Line(out))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void sessionStarted(SessionPlan session) {
        bar.setExtraMessage(TIME.format(session.from()));
    }

    @Override
    public void advanced(Instant now, double fraction, long operations) {
        double seconds = Math.max(1e-3, (System.nanoTime() - started) / 1e9);
        bar.stepTo((long) (fraction * 100));
        bar.setExtraMessage(TIME.format(now.atZone(zone))
                + String.format(Locale.ROOT, "  %,.0f operations/s", operations / seconds));
    }

    @Override
    public void close() {
        bar.close();
    }

    private static String render(ProgressState state, int width) {
        long percent = state.getCurrent();
        String done = "=".repeat((int) (percent * BAR / 100));
        String line = String.format(Locale.ROOT, "[%-" + BAR + "s] %3d %%  %s", done, percent, state.getExtraMessage());
        String padded = String.format(Locale.ROOT, "%-" + width + "s", line);
        return padded.substring(0, width);
    }

    /** The line the bar is drawn on, over and over. */
    private record Line(PrintWriter out) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public void accept(String rendered) {
            out.print("\r" + rendered);
            out.flush();
        }

        @Override
        public void clear() {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}

package dev.sitefailover.examples;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;

/** A bar on a terminal with a text behind it, drawn over and over on one line; gone when it is closed. */
final class Bar implements AutoCloseable {
    /** Fits the narrowest usual terminal; finding the real width would take native code. */
    private static final int WIDTH = 79;

    private final int length;
    private final ProgressBar bar;

    /** @param length of the bar without its ends */
    Bar(PrintWriter out, int length) {
        this.length = length;
        bar = new ProgressBarBuilder()
                .setInitialMax(100)
                .setRenderer(this::render)
                .setUpdateIntervalMillis(100)
                .setConsumer(new Line(out))
                .clearDisplayOnFinish()
                .build();
    }

    void text(String text) {
        bar.setExtraMessage(text);
    }

    /** From 0 to 1. */
    void step(double fraction) {
        bar.stepTo((long) (fraction * 100));
    }

    @Override
    public void close() {
        bar.close();
    }

    private String render(ProgressState state, int width) {
        long percent = state.getCurrent();
        String done = "=".repeat((int) (percent * length / 100));
        String line =
                String.format(Locale.ROOT, "[%-" + length + "s] %3d %%  %s", done, percent, state.getExtraMessage());
        String padded = String.format(Locale.ROOT, "%-" + width + "s", line);
        return padded.substring(0, width);
    }

    /** The line the bar is drawn on. */
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

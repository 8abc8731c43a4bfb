package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.live.Prompt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks on the terminal. Reading cannot be broken off, so a thread of its own reads and whoever waits may leave. */
final class TerminalPrompt implements Prompt {
    private final PrintWriter out;
    private final BooleanSupplier stop;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final BufferedReader in;
    private @Nullable Thread reader;
    private volatile boolean ended;

    TerminalPrompt(InputStream in, PrintWriter out, BooleanSupplier stop) {
        this.in = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
        this.out = out;
        this.stop = stop;
    }

    @Override
    public synchronized Optional<String> ask(String text) {
        if (stop.getAsBoolean()) {
            return Optional.empty();
        }
        if (reader == null) {
            Thread thread = new Thread(this::read, "prompt");
            thread.setDaemon(true);
            thread.start();
            reader = thread;
        }
        lines.clear(); // what was typed before the question is no answer to it
        out.println();
        out.print("> " + OneLine.of(text) + ": ");
        out.flush();
        try {
            while (!stop.getAsBoolean() && !(ended && lines.isEmpty())) {
                String line = lines.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    return Optional.of(line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.println();
        return Optional.empty();
    }

    private void read() {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // nobody is there any more
        }
        ended = true;
    }
}

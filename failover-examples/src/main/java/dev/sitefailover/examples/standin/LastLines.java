package dev.sitefailover.examples.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of a child's error output, which is read so that the child never waits for a reader. */
final class LastLines {
    private static final int MOST = 40;
    private static final int TOLD = 5;

    private final Deque<String> lines = new ArrayDeque<>();

    private LastLines() {}

    static LastLines of(InputStream errors, String site) {
        LastLines last = new LastLines();
        Thread reader = new Thread(() -> last.read(errors), "stand-in-errors-" + site);
        reader.setDaemon(true);
        reader.start();
        return last;
    }

    private void read(InputStream errors) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (this) {
                    if (lines.size() == MOST) {
                        lines.removeFirst();
                    }
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // the child ended
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The end of an error message: what the child said last, if anything. */
    String told() {
        List<String> all = lines();
        return all.isEmpty()
                ? ""
                : "; it said: " + String.join(" | ", all.subList(Math.max(0, all.size() - TOLD), all.size()));
    }
}

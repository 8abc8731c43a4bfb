package dev.sitefailover.examples.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stops and continues processes. Java can only end them; a shell that is kept open does the rest without the time a new
 * process would take. It ends with this Java machine, however that ends, because its input does, and then kills what is
 * still stopped: a stopped process cannot see by itself that its parent is gone.
 */
final class Signals {
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            stopped=
            while read -r signal pid; do
              rest=
              for each in $stopped; do [ "$each" = "$pid" ] || rest="$rest $each"; done
              stopped=$rest
              case $signal in
                GONE) continue ;;
                STOP) stopped="$stopped $pid" ;;
              esac
              kill -"$signal" "$pid" && echo sent
              echo .
            done
            for each in $stopped; do kill -KILL "$each"; done
            """;

    private static @Nullable Process shell;
    private static @Nullable BufferedReader answers;

    private Signals() {}

    static void stop(long pid) {
        send("STOP", pid);
    }

    static void resume(long pid) {
        send("CONT", pid);
    }

    /** That process is no more, and its number may soon be another one's. */
    static synchronized void gone(long pid) {
        Process running = shell;
        if (running != null && running.isAlive()) {
            try {
                tell(running, "GONE " + pid);
            } catch (IOException e) {
                // the shell is gone too, and what it had been told with it
            }
        }
    }

    private static void tell(Process running, String line) throws IOException {
        OutputStream to = running.getOutputStream();
        to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    private static synchronized void send(String signal, long pid) {
        try {
            Process running = shell;
            BufferedReader from = answers;
            if (running == null || from == null || !running.isAlive()) {
                running = new ProcessBuilder("sh", "-c", SCRIPT)
                        .redirectErrorStream(true)
                        .start();
                from = new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
                shell = running;
                answers = from;
            }
            tell(running, signal + " " + pid);
            String answer = "the shell has ended";
            boolean first = true;
            // what a shell says of a signal that failed may be several lines, empty ones too
            for (String line = from.readLine(); line != null && !line.equals("."); line = from.readLine()) {
                answer = first ? line : answer;
                first = false;
            }
            if (!"sent".equals(answer)) {
                throw new StandInException("signal " + signal + " to process " + pid + " failed: " + answer);
            }
        } catch (IOException e) {
            throw new StandInException("this system has no shell to send signal " + signal + " with", e);
        }
    }
}

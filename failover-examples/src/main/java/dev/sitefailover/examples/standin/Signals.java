package dev.sitefailover.examples.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stops and continues processes. Java can only end them; a shell that is kept open does the rest without the time a new
 * process would take, and ends with this Java machine because its input does.
 */
final class Signals {
    private static @Nullable Process shell;
    private static @Nullable BufferedReader answers;

    private Signals() {}

    static void stop(long pid) {
        send("STOP", pid);
    }

    static void resume(long pid) {
        send("CONT", pid);
    }

    private static synchronized void send(String signal, long pid) {
        try {
            Process running = shell;
            BufferedReader from = answers;
            if (running == null || from == null || !running.isAlive()) {
                running = new ProcessBuilder("sh").redirectErrorStream(true).start();
                from = new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
                shell = running;
                answers = from;
            }
            OutputStream to = running.getOutputStream();
            to.write(("kill -" + signal + " " + pid + " && echo sent\n").getBytes(StandardCharsets.UTF_8));
            to.write("echo\n".getBytes(StandardCharsets.UTF_8));
            to.flush();
            String answer = from.readLine();
            boolean sent = "sent".equals(answer);
            for (String line = answer; line != null && !line.isEmpty(); ) {
                line = from.readLine();
            }
            if (!sent) {
                throw new StandInException("signal " + signal + " to process " + pid + " failed: " + answer);
            }
        } catch (IOException e) {
            throw new StandInException("this system has no shell to send signal " + signal + " with", e);
        }
    }
}

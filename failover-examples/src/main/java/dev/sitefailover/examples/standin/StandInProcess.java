package dev.sitefailover.examples.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in site as a child process of this Java machine: same Java, same class path. It can be killed (SIGKILL),
 * stopped (SIGSTOP) and started again on the same ports and data. No child outlives this machine: a shutdown hook kills
 * them. Where this machine is killed or halts, a running child ends by itself because its input closes, and one that is
 * stopped is killed by the shell that stopped it. Methods may be called by any thread, one at a time.
 */
public final class StandInProcess implements AutoCloseable {
    /** How long a site may take until it is ready; a second is usual. */
    public static final Duration START_UP = Duration.ofSeconds(30);

    private static final Duration GONE = Duration.ofSeconds(10);

    private final StandInPorts ports;
    private StandInSpec spec;
    /** The last one launched. */
    private Process process;
    /** The last one that became ready. */
    private Running running;

    private StandInProcess(Launched launched) {
        this.ports = launched.ports();
        this.spec = launched.spec();
        this.process = launched.process();
        try {
            this.running = await(launched);
        } catch (StandInException e) {
            ports.close();
            throw e;
        }
    }

    /** One life of the process. */
    private record Running(ReadyLine ready, LastLines errors) {}

    /**
     * Starts a site and waits until it is ready.
     *
     * @throws StandInException when a port cannot be had, or when it does not become ready, with the last lines it printed
     */
    public static StandInProcess start(StandInSpec spec) {
        return new StandInProcess(launch(spec));
    }

    /**
     * Starts sites at the same time and tells each of the first two that the other one is its peer. When one fails, none is
     * left running.
     */
    public static List<StandInProcess> startAll(List<StandInSpec> specs) {
        List<Launched> launched = new ArrayList<>();
        List<StandInProcess> started = new ArrayList<>();
        try {
            for (StandInSpec spec : specs) {
                launched.add(launch(spec));
            }
            for (Launched site : launched) {
                started.add(new StandInProcess(site));
            }
            if (started.size() >= 2) {
                started.get(0).peer(started.get(1));
                started.get(1).peer(started.get(0));
            }
            return started;
        } catch (StandInException e) {
            launched.forEach(Launched::giveUp);
            throw e;
        }
    }

    private record Launched(
            StandInSpec spec, StandInPorts ports, Process process, CompletableFuture<String> ready, LastLines errors) {
        void giveUp() {
            Children.kill(process);
            ports.close();
        }
    }

    private static Launched launch(StandInSpec wanted) {
        StandInPorts ports = new StandInPorts(wanted);
        try {
            return launch(ports.in(wanted), ports);
        } catch (StandInException e) {
            ports.close();
            throw e;
        }
    }

    private static Launched launch(StandInSpec spec, StandInPorts ports) {
        List<String> command = JavaCommand.of(spec.arguments());
        command.add("--until-stdin-closes");
        try {
            ports.makeRoom();
            Process process = new ProcessBuilder(command).start();
            Children.watch(process);
            LastLines errors = LastLines.of(process.getErrorStream(), spec.site());
            CompletableFuture<String> ready = new CompletableFuture<>();
            Thread reader = new Thread(() -> readReadyLine(process, ready), "stand-in-output-" + spec.site());
            reader.setDaemon(true);
            reader.start();
            return new Launched(spec, ports, process, ready, errors);
        } catch (IOException e) {
            throw new StandInException("site " + spec.site() + " could not be started: " + e.getMessage(), e);
        }
    }

    private static void readReadyLine(Process process, CompletableFuture<String> ready) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(ReadyLine.START)) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            // it ended, which the next line tells
        }
        ready.complete("");
    }

    private static Running await(Launched launched) {
        String line = "";
        String why = "it ended before it was ready";
        try {
            line = launched.ready().get(START_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            why = "it was not ready within " + START_UP;
        } catch (ExecutionException e) {
            why = String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "the wait for it was interrupted";
        }
        if (line.isEmpty()) {
            end(launched.process(), launched.spec().site());
            throw new StandInException("site " + launched.spec().site() + " did not start: " + why
                    + launched.errors().told());
        }
        return new Running(ReadyLine.parse(line), launched.errors());
    }

    /** What it was started with, its ports included. */
    public StandInSpec spec() {
        return spec;
    }

    /** Where it does business, e.g. {@code http://127.0.0.1:4711}. */
    public URI http() {
        return running.ready().http();
    }

    /** Where it does business in the framed form; null when that is not offered. */
    public @Nullable URI tcp() {
        return running.ready().tcp();
    }

    /** Where it takes orders. */
    public URI adminAddress() {
        return running.ready().admin();
    }

    /** Gives it orders. */
    public StandInAdmin admin() {
        return StandInAdmin.at(adminAddress());
    }

    /** The process's number. */
    public long pid() {
        return process.pid();
    }

    /** What it printed last on its error output, oldest first. */
    public List<String> lastLines() {
        return running.errors().lines();
    }

    /** Whether the process exists, stopped or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Tells it who its peer is, now and at every restart. */
    public void peer(StandInProcess other) {
        admin().peer(other.adminAddress());
        spec = spec.withPeer(other.adminAddress());
    }

    /** Kills it at once (SIGKILL) and returns without waiting until it is gone; does nothing when it is. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Stops it (SIGSTOP): its connections stay, nothing answers. */
    public void pause() {
        Signals.stop(pid());
    }

    /** Lets a stopped one go on (SIGCONT). */
    public void resume() {
        Signals.resume(pid());
    }

    /**
     * Kills it if it lives and starts it again on the same ports and data. Where that fails it may be tried again.
     *
     * @throws StandInException as {@link #start}
     */
    public void restart() {
        end(process, spec.site());
        ports.hold();
        try {
            Launched again = launch(spec, ports);
            process = again.process();
            running = await(again);
        } catch (StandInException e) {
            try {
                ports.hold();
            } catch (StandInException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    /** Kills it and waits until it is gone. */
    @Override
    public void close() {
        try {
            end(process, spec.site());
        } finally {
            ports.close();
        }
    }

    private static void end(Process process, String site) {
        Children.kill(process);
        try {
            if (!process.waitFor(GONE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StandInException("process " + process.pid() + " of site " + site + " cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return spec.site() + " at " + http() + " (process " + pid() + ")";
    }
}

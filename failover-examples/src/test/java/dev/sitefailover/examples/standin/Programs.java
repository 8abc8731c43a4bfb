package dev.sitefailover.examples.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Java programs as processes of their own, for tests of their end. */
public final class Programs {
    private static final long GENEROUS = TimeUnit.SECONDS.toNanos(60);
    private static final long SIGINT = 1L << 1;

    private Programs() {}

    /** That class's main method, with this test's class path; what it prints is in {@code log}. */
    public static Process start(Path log, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JavaCommand.classPath(),
                main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    public static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    public static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Whether Ctrl-C is ignored by what this process starts, as in the background of a shell without job control. */
    public static boolean ignoresInterrupts() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it has ended; nobody may have asked for its exit value yet. */
    public static boolean isGone(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true);
        }
    }

    public static void until(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began).as("nanoseconds").isLessThan(GENEROUS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}

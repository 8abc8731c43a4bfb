package dev.sitefailover.examples.bench.startup;

import dev.sitefailover.examples.standin.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one process took.
 *
 * @param wall seconds from its start until its end was seen
 * @param processor seconds of processor time, in steps of a hundredth; below 0 where the system does not tell
 */
record Run(double wall, double processor) {
    private static final Path SELF = Path.of("/proc/self/stat");

    private static final int LONGEST_MINUTES = 10;

    /** Linux counts in these whatever the machine. */
    private static final double TICKS_PER_SECOND = 100;

    /** Of the fields after the program's name: what ended children took, in the user's code and in the kernel. */
    private static final int CHILDREN_USER = 13;

    /** Runs a Java machine to its end; no other child of this process may end meanwhile. */
    static Run of(Path directory, List<String> options, List<String> program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", JavaCommand.classPath()));
        command.addAll(program);
        Path said = directory.resolve("said");
        double before = children();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
            double wall = (System.nanoTime() - start) / 1e9;
            if (!ended || process.exitValue() != 0) {
                String how =
                        ended ? "ended with " + process.exitValue() : "did not end in " + LONGEST_MINUTES + " minutes";
                throw new IOException("bench startup: " + String.join(" ", program) + " " + how + ": "
                        + Files.readString(said, StandardCharsets.UTF_8));
            }
            return new Run(wall, before < 0 ? -1 : children() - before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static double children() throws IOException {
        if (!Files.isReadable(SELF)) {
            return -1;
        }
        String stat = Files.readString(SELF, StandardCharsets.US_ASCII);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1])) / TICKS_PER_SECOND;
    }
}

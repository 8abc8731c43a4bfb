package dev.sitefailover.examples.bench.measure;

import dev.sitefailover.examples.standin.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures one subject in a Java machine of its own. */
public final class Child {
    private static final String FOUND = "found";
    private static final String MACHINE = "machine ";

    /** What a child says. */
    record Answer(String machine, List<Rate> rates) {}

    private Child() {}

    /** What the child's main method does: measures as its parent has asked, prints, ends. */
    public static void obey(Contest contest, String[] args) throws Exception {
        Effort effort = new Effort(
                1,
                Duration.ofMillis(Long.parseLong(args[3])),
                Duration.ofMillis(Long.parseLong(args[4])),
                Effort.Clock.valueOf(args[5]));
        System.out.println(MACHINE + Machine.description());
        for (Rate rate : measure(contest, args[1], args[2], effort)) {
            System.out.println(FOUND + " " + rate.threads() + " " + rate.perSecond() + " " + rate.bytes());
        }
        System.out.flush();
        System.exit(0); // whatever threads a subject has left
    }

    /** In this Java machine. */
    public static List<Rate> measure(Contest contest, String subject, String setting, Effort effort) throws Exception {
        List<Rate> rates = new ArrayList<>();
        try (Work work = contest.subject(subject).start().with(setting)) {
            Stopwatch stopwatch = new Stopwatch(work, effort.clock());
            stopwatch.warmUp(effort.warmUp());
            int most = Collections.max(contest.threads());
            // before one is measured as well: what only a second thread does makes the compiler do much of it again
            if (most > 1) {
                stopwatch.measure(most, effort.warmUp().dividedBy(2).plusMillis(1));
            }
            for (int threads : contest.threads()) {
                List<Rate> slices = new ArrayList<>();
                long enough = System.nanoTime()
                        + effort.slice().multipliedBy(Effort.MOST).toNanos();
                for (int i = 0; i < Effort.SLICES && (i == 0 || System.nanoTime() < enough); i++) {
                    slices.add(stopwatch.measure(threads, effort.slice()));
                }
                rates.add(Rate.median(threads, slices));
            }
        }
        return rates;
    }

    /** In a new one, whose {@code main} class calls {@link #obey}. */
    static Answer launch(
            String main, Contest contest, Subject subject, String setting, Effort effort, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(subject.options());
        command.addAll(List.of(
                "-cp",
                JavaCommand.classPath(),
                main,
                contest.name(),
                subject.name(),
                setting,
                Long.toString(effort.warmUp().toMillis()),
                Long.toString(effort.slice().toMillis()),
                effort.clock().name()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<Rate> rates = new ArrayList<>();
        String machine = "";
        StringBuilder said = new StringBuilder();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(FOUND)) {
                    String[] parts = line.split(" ", -1);
                    rates.add(new Rate(
                            Integer.parseInt(parts[1]), Double.parseDouble(parts[2]), Double.parseDouble(parts[3])));
                } else if (line.startsWith(MACHINE)) {
                    machine = line.substring(MACHINE.length());
                } else {
                    said.append(System.lineSeparator()).append(line);
                }
            }
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0 || rates.isEmpty()) {
                throw new IOException(
                        "bench " + contest.name() + ": " + subject.name() + " could not be measured:" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return new Answer(machine, rates);
    }
}

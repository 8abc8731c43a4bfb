package dev.sitefailover.examples.bench.startup;

import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.Machine;
import dev.sitefailover.examples.bench.measure.Spread;
import dev.sitefailover.examples.standin.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Wall and processor time of whole processes, from start to end: a Java machine that does nothing, this program's help, the
 * practice session with one participant and as it comes; each with other options of the Java machine too.
 */
public final class StartUpBench {
    public static final String NAME = "startup";
    private static final String MAIN = "dev.sitefailover.examples.Main";

    /**
     * A program that is started.
     *
     * @param name as the table shows it
     * @param program main class and arguments
     */
    public record Job(String name, List<String> program) {
        private static Job of(String... arguments) {
            List<String> program = new ArrayList<>(List.of(MAIN));
            program.addAll(List.of(arguments));
            return new Job(String.join(" ", arguments).replace(" --quiet", ""), program);
        }
    }

    /** Each does what the one before it does, but for printing the help, and more. */
    public static final Job NOTHING = new Job("nothing", List.of(Nothing.class.getName()));

    public static final Job HELP = Job.of("--help");
    public static final Job ONE = Job.of("rehearse", "--participants", "1", "--quiet");
    public static final Job MAIN_JOB = Job.of("rehearse", "--quiet");
    private static final List<Job> JOBS = List.of(NOTHING, HELP, ONE, MAIN_JOB);

    private record Way(String name, List<String> options) {}

    private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private record Line(Job job, Way way) {}

    private final Path directory;
    private final Map<Line, List<Run>> runs = new HashMap<>();

    private StartUpBench(Path directory) {
        this.directory = directory;
    }

    /** Prints the table of all jobs, which may write into that directory. */
    public static void run(Path directory, int rounds, PrintWriter out, Consumer<Figure> figures) throws IOException {
        run(directory, JOBS, rounds, out, figures);
    }

    /** Prints the table of some jobs. */
    public static void run(Path directory, List<Job> jobs, int rounds, PrintWriter out, Consumer<Figure> figures)
            throws IOException {
        new StartUpBench(directory).measure(jobs, rounds, out, figures);
    }

    private void measure(List<Job> jobs, int rounds, PrintWriter out, Consumer<Figure> figures) throws IOException {
        List<Way> ways = ways(out);
        List<Line> lines = new ArrayList<>();
        for (Job job : jobs) {
            ways.forEach(way -> lines.add(new Line(job, way)));
        }
        for (int round = 0; round <= rounds; round++) {
            out.println("bench " + NAME + ": "
                    + (round == 0 ? "once, so that the files are in memory" : "round " + round + " of " + rounds));
            out.flush();
            List<Line> turns = new ArrayList<>(lines);
            Collections.rotate(turns, -round);
            for (Line line : turns) {
                Run run = Run.of(directory, line.way.options(), line.job.program());
                if (round > 0) {
                    runs.computeIfAbsent(line, none -> new ArrayList<>()).add(run);
                }
            }
        }
        out.println(Machine.description());
        out.println(String.format(
                Locale.ROOT,
                "%-26s %-26s %24s %24s %22s",
                "PROGRAM",
                "JAVA MACHINE",
                "WALL s (RANGE)",
                "PROCESSOR s (RANGE)",
                "WALL OF AS IT COMES"));
        lines.forEach(line -> print(line, new Line(line.job, ways.get(0)), out, figures));
        shares(jobs, ways.get(0), out);
        out.flush();
    }

    /** The archive is made of the main job; a Java machine takes one only of a class path of jars. */
    private List<Way> ways(PrintWriter out) throws IOException {
        List<Way> ways = new ArrayList<>(List.of(new Way("as it comes", List.of()), new Way("light", LIGHT)));
        boolean jars = Stream.of(JavaCommand.classPath().split(File.pathSeparator, -1))
                .noneMatch(place -> Files.isDirectory(Path.of(place)));
        if (jars) {
            Path archive = directory.resolve("failover.jsa");
            Run.of(directory, List.of("-XX:ArchiveClassesAtExit=" + archive), MAIN_JOB.program());
            String option = "-XX:SharedArchiveFile=" + archive;
            // ends with an error where it cannot be used, which would go unnoticed otherwise
            Run.of(directory, List.of(option, "-Xshare:on"), NOTHING.program());
            ways.add(1, new Way("class-data archive", List.of(option)));
            ways.add(new Way(
                    "light, class-data archive",
                    Stream.concat(LIGHT.stream(), Stream.of(option)).toList()));
        } else {
            out.println(
                    "No class-data archive, which wants a class path of jars: java -jar failover-examples.jar bench "
                            + NAME);
        }
        out.println("light: " + String.join(" ", LIGHT));
        return ways;
    }

    private void print(Line line, Line asItComes, PrintWriter out, Consumer<Figure> figures) {
        Spread wall = spread(line, Run::wall);
        Spread beside = beside(line, asItComes);
        String subject = line.way.name();
        figures.accept(Figure.of(NAME, subject, line.job.name(), "wall", "s", wall));
        figures.accept(Figure.of(NAME, subject, line.job.name(), "wall beside as it comes", "x", beside));
        String processor = "not told";
        if (of(line).get(0).processor() >= 0) {
            Spread told = spread(line, Run::processor);
            figures.accept(Figure.of(NAME, subject, line.job.name(), "processor", "s", told));
            processor = ranged("%5.2f (%5.2f - %5.2f)", told);
        }
        out.println(String.format(
                Locale.ROOT,
                "%-26s %-26s %24s %24s %22s",
                line.job.name(),
                subject,
                ranged("%6.3f (%6.3f - %6.3f)", wall),
                processor,
                ranged("%5.2fx (%5.2f - %5.2f)", beside)));
    }

    /** What each job adds to the one before it. */
    private void shares(List<Job> jobs, Way way, PrintWriter out) {
        double before = 0;
        List<String> parts = new ArrayList<>();
        for (Job job : jobs) {
            double wall = spread(new Line(job, way), Run::wall).median();
            parts.add(String.format(Locale.ROOT, "%.3f s %s", wall - before, job.name()));
            before = wall;
        }
        out.println("as it comes, each beyond the one before: " + String.join(", ", parts));
    }

    private List<Run> of(Line line) {
        return runs.getOrDefault(line, List.of());
    }

    private Spread spread(Line line, ToDoubleFunction<Run> figure) {
        return Spread.of(of(line).stream().mapToDouble(figure).toArray());
    }

    private Spread beside(Line line, Line other) {
        double[] ratios = new double[of(line).size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of(line).get(i).wall() / of(other).get(i).wall();
        }
        return Spread.of(ratios);
    }

    private static String ranged(String format, Spread spread) {
        return String.format(Locale.ROOT, format, spread.median(), spread.least(), spread.most());
    }
}

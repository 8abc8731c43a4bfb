package dev.sitefailover.examples;

import dev.sitefailover.examples.bench.Contests;
import dev.sitefailover.examples.bench.measure.Contest;
import dev.sitefailover.examples.bench.measure.Effort;
import dev.sitefailover.examples.bench.measure.Rounds;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the measurements that take turns in Java machines of their own. */
final class BenchEffort {
    private static final long WARM_UP = 1_500;
    /** There is much to compile, and two threads want the processors that the compiler wants too. */
    private static final long WARM_UP_OF_MUCH_CODE = 45_000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Java machines for each line of the table (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "MS",
            description = "Milliseconds before the first measurement (default: 1500; rehearsal and search: 45000).")
    @Nullable
    Long warmUp;

    @Option(
            names = "--slice",
            paramLabel = "MS",
            defaultValue = "200",
            description = "Milliseconds of one measurement; each Java machine takes 5 (default: ${DEFAULT-VALUE}).")
    long slice = 200;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            defaultValue = "",
            description = "Subjects whose names it finds (default: all).")
    String only = "";

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            defaultValue = "WALL",
            description = {
                "WALL, or PROCESSOR: what the threads were given of it, for a machine that is busy with other work;",
                "waiting for a lock then costs nothing (default: ${DEFAULT-VALUE})."
            })
    Effort.Clock clock = Effort.Clock.WALL;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "An option for the Java machines that measure, e.g. -XX:+UseParallelGC; may be repeated.")
    List<String> jvm = List.of();

    /** As asked for. */
    Rounds rounds(String bench) {
        return rounds(bench, WARM_UP);
    }

    /** As asked for, for what has much more code to compile before it is as fast as it gets. */
    Rounds roundsOfMuchCode(String bench) {
        return rounds(bench, WARM_UP_OF_MUCH_CODE);
    }

    private Rounds rounds(String bench, long warmUpUnlessAsked) {
        long warm = warmUp == null ? warmUpUnlessAsked : warmUp;
        if (rounds < 1 || warm < 0 || slice < 1) {
            throw new BadInputException(bench + ": --rounds and --slice must be >= 1 and --warm-up >= 0");
        }
        try {
            return new Rounds(
                    Contests.class.getName(),
                    new Effort(rounds, Duration.ofMillis(warm), Duration.ofMillis(slice), clock),
                    Pattern.compile(only, Pattern.CASE_INSENSITIVE),
                    jvm);
        } catch (PatternSyntaxException e) {
            throw new BadInputException(bench + ": --only: " + e.getDescription() + " in " + only);
        }
    }

    /** What stands above a table. */
    static void head(Contest contest, PrintWriter out) {
        if (!contest.hasPeers()) {
            out.println("Other libraries are not in this program; beside them: mvn -q -Pbench test-compile exec:java "
                    + "-Dexec.args=\"bench " + contest.name() + "\"");
        }
        out.flush();
    }
}

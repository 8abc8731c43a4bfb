package dev.sitefailover.examples;

import dev.sitefailover.examples.standin.StandInException;
import dev.sitefailover.examples.standin.soak.Soak;
import dev.sitefailover.examples.standin.soak.SoakResult;
import dev.sitefailover.examples.standin.soak.SoakSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "soak",
        description = {
            "Two sites are killed and stopped at random while ten participants make 500 calls a second.",
            "At the end: no acknowledged submission lost, none applied twice, heap, threads and open files flat."
        },
        footer = {"", "Exit codes: 0 passed, 1 something was lost, doubled or leaked, 2 bad input or usage."})
final class SoakCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            converter = Minutes.class,
            description = "How long, fractions allowed (default: ${DEFAULT-VALUE}).")
    Duration lasting = Duration.ofMinutes(30);

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = Numbers.Seed.class,
            description = "Rules which site is hit by what and when (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path data = Files.createTempDirectory("failover-soak");
        try {
            SoakResult result = Soak.run(SoakSettings.of(lasting, seed, data), line -> {
                out.println(line);
                out.flush();
            });
            result.lines().forEach(out::println);
            return result.passed() ? ExitCode.PASSED : ExitCode.REHEARSAL_FAILED;
        } catch (StandInException e) {
            throw new IllegalStateException(OneLine.reason(e), e);
        } finally {
            Scratch.delete(data);
        }
    }

    /** Minutes, with a fraction, as a duration. */
    static final class Minutes implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                double minutes = Double.parseDouble(value);
                if (minutes > 0 && minutes <= 10_000) {
                    return Duration.ofMillis((long) (minutes * 60_000));
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new TypeConversionException("'" + OneLine.of(value) + "' is not a number of minutes up to 10000");
        }
    }
}

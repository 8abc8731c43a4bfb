package dev.sitefailover.examples;

import dev.sitefailover.examples.standin.StandIn;
import dev.sitefailover.examples.standin.StandInException;
import dev.sitefailover.examples.standin.StandInSpec;
import dev.sitefailover.examples.standin.store.NativeLibrary;
import dev.sitefailover.rehearsal.rundown.Serves;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "serve",
        description = {
            "Runs one site of a stand-in clearing house: durable, replicating, with faults that can be switched on.",
            "Point your own gateway at it. It ends orderly on Ctrl-C and SIGTERM."
        },
        footer = {
            "",
            "Two sites, then a fault, a move, and the way back to two sites that hold the same:",
            "  serve --site primary --port 8080 --admin-port 8081 --serving",
            "  serve --site secondary --port 9080 --admin-port 9081 \\",
            "        --peer http://127.0.0.1:8081",
            "  curl -d '{\"participant\":\"P1\",\"type\":\"submit\",\"number\":1}' \\",
            "       http://127.0.0.1:8080/submit",
            "  curl -d '{\"fault\":\"slow\",\"latency\":\"PT0.2S\",\"for\":\"PT30S\"}' \\",
            "       http://127.0.0.1:8081/faults",
            "  curl -X POST http://127.0.0.1:9081/promote",
            "  curl -d '{\"from\":\"http://127.0.0.1:9081\"}' \\",
            "       http://127.0.0.1:8081/resynchronise",
            "",
            "Exit codes: 0 ended orderly, 2 bad input or usage, 3 the program itself failed."
        })
final class ServeCommand implements Callable<Integer> {
    /** What a terminal, or whoever ends a group of programs, sends to all of them. */
    private static final List<String> PARENTS = List.of("INT", "HUP", "TERM");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--site", paramLabel = "ID", required = true, description = "The site's id.")
    String site = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            converter = Numbers.Port.class,
            description = "Where it does business; 0, the default: any free one.")
    int port;

    @Option(
            names = "--admin-port",
            paramLabel = "N",
            defaultValue = "0",
            converter = Numbers.Port.class,
            description = "Where it takes orders; 0, the default: any free one.")
    int adminPort;

    @Option(
            names = "--tcp-port",
            paramLabel = "N",
            converter = Numbers.Port.class,
            description = "Also offers its business over framed TCP there; 0: any free one.")
    @Nullable
    Integer tcpPort;

    @Option(
            names = "--peer",
            paramLabel = "URL",
            converter = Address.class,
            description = "The admin address of the other site; one that calls is adopted where none is given.")
    @Nullable
    URI peer;

    @Option(
            names = "--replication-lag",
            paramLabel = "PT..",
            defaultValue = "PT0S",
            converter = Lag.class,
            description = "How far its copy trails; PT0S, the default: not at all.")
    Duration lag = Duration.ZERO;

    @Option(
            names = "--serves",
            paramLabel = "WHEN",
            defaultValue = "promoted",
            converter = When.class,
            description = "promoted (the default) or always.")
    Serves serves = Serves.PROMOTED;

    @Option(
            names = "--serving",
            description = "Open for business at its first start; afterwards its data and its peer decide.")
    boolean serving;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where it keeps its database (default: target/stand-in/ID).")
    @Nullable
    String data;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = Numbers.Seed.class,
            description = "Rules production data and faults (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Numbers.Records.class,
            description = "Production records per participant (default: ${DEFAULT-VALUE}).")
    int records = StandInSpec.RECORDS;

    @Option(
            names = "--until-stdin-closes",
            description = {
                "Ends when its input does, so as not to outlive its parent, and not on Ctrl-C, hang-up or SIGTERM: a "
                        + "terminal sends these to all its programs, and the parent may want its sites to the end."
            })
    boolean untilStdinCloses;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        StandIn running;
        try {
            StandInSpec settings = settings();
            NativeLibrary.unpackUnder(settings.data());
            running = StandIn.start(settings, errors());
        } catch (StandInException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
        Thread hook = new Thread(running::close, "stand-in-end");
        Runtime.getRuntime().addShutdownHook(hook);
        if (untilStdinCloses) {
            PARENTS.forEach(signal -> JdkSignals.on(signal, () -> {}));
            watchInput(running);
        } else {
            tell(running);
        }
        out.println(ready(running));
        out.flush();
        running.ended().toCompletableFuture().join();
        return ExitCode.PASSED;
    }

    private StandInSpec settings() {
        if (site.isBlank()) {
            throw new BadInputException("--site: an id is wanted");
        }
        Path directory;
        try {
            directory = Path.of(data == null ? "target/stand-in/" + site : data);
        } catch (InvalidPathException e) {
            throw new BadInputException("--data " + data + ": not a file name on this machine");
        }
        return new StandInSpec(
                site,
                serving,
                serves == Serves.ALWAYS,
                lag,
                directory,
                seed,
                records,
                peer,
                port,
                adminPort,
                tcpPort == null ? -1 : tcpPort);
    }

    private static PrintStream errors() {
        return new PrintStream(System.err, true, StandardCharsets.UTF_8);
    }

    private String ready(StandIn running) {
        URI tcp = running.tcp();
        return "ready site=" + site + " http=" + running.http() + " admin=" + running.admin()
                + (tcp == null ? "" : " tcp=" + tcp) + " pid="
                + ProcessHandle.current().pid();
    }

    private void tell(StandIn running) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("business  POST " + running.http() + "/<operation>, e.g.");
        err.println("          curl -d '{\"type\":\"connectivity-test\",\"participant\":\"P1\"}' " + running.http()
                + "/connectivity-test");
        err.println("faults    curl -d '{\"fault\":\"slow\",\"latency\":\"PT0.2S\",\"for\":\"PT30S\"}' "
                + running.admin() + "/faults");
        err.println("          curl -X DELETE " + running.admin() + "/faults");
        err.println("status    curl " + running.admin() + "/status");
        err.flush();
    }

    private static void watchInput(StandIn running) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // whatever is said is not for us
                        }
                    } catch (IOException e) {
                        // as good as an end
                    }
                    running.close();
                },
                "stand-in-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** The URL of an administration. */
    static final class Address implements ITypeConverter<URI> {
        @Override
        public URI convert(String value) {
            try {
                URI url = URI.create(value);
                if ("http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
                    return url;
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw new TypeConversionException(
                    "'" + OneLine.of(value) + "' is not an address such as http://127.0.0.1:4712");
        }
    }

    /** An ISO-8601 duration, not negative. */
    static final class Lag implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                Duration lag = Duration.parse(value);
                if (!lag.isNegative() && lag.compareTo(Duration.ofDays(3650)) <= 0) {
                    return lag;
                }
            } catch (DateTimeParseException e) {
                // told below
            }
            throw new TypeConversionException(
                    "'" + OneLine.of(value) + "' is not a duration such as PT0S or PT5S, up to P3650D");
        }
    }

    /** When a site is open. */
    static final class When implements ITypeConverter<Serves> {
        @Override
        public Serves convert(String value) {
            return switch (value) {
                case "promoted" -> Serves.PROMOTED;
                case "always" -> Serves.ALWAYS;
                default ->
                    throw new TypeConversionException(
                            "'" + OneLine.of(value) + "' is not known; allowed are promoted, always");
            };
        }
    }
}

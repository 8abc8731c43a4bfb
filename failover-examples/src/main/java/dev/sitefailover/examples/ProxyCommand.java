package dev.sitefailover.examples;

import dev.sitefailover.proxy.FaultProxy;
import dev.sitefailover.proxy.InflictedRule;
import dev.sitefailover.proxy.ProxyRule;
import dev.sitefailover.proxy.ScriptedTls;
import dev.sitefailover.proxy.TlsAuthority;
import dev.sitefailover.proxy.TlsCertificate;
import dev.sitefailover.proxy.TlsConduct;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "proxy",
        description = {
            "Relays TCP connections to a real server and does to them what it is told: put any client's address to it.",
            "Faults given here are in force from the start; more can be typed while it runs. It ends on Ctrl-C."
        },
        footer = {
            "",
            "Faults: refuse, blackhole, crash, reset [phase=connect|request|response], hang [bytes=N], unplug [bytes=N],",
            "  cut [bytes=N], slow latency=PT0.2S or p50=.. p99=.., bandwidth rate=BYTES_PER_SECOND,",
            "  slice [bytes=N] [pause=PT0.01S], slow-close delay=PT2S, flap [up=PT10S] [down=PT10S]",
            "Each with [direction=request|response|both] [first=CONNECTIONS] [probability=P] [after=PT..] [for=PT..]",
            "",
            "A database whose answers take 200 ms longer, and after ten seconds nothing moves for five:",
            "  proxy --listen 15432 --to 127.0.0.1:5432 --fault 'slow latency=PT0.2S' --fault 'unplug after=PT10S for=PT5S'",
            "",
            "What clients make of an expired certificate; the real server speaks without TLS:",
            "  proxy --listen 8443 --to 127.0.0.1:8080 --tls expired --tls-issuer issuer.pem",
            "",
            "Typed while it runs: a fault as above, list, lift N, heal, help, quit.",
            "Exit codes: 0 ended orderly, 2 bad input or usage, 3 the program itself failed."
        })
final class ProxyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--listen",
            paramLabel = "[HOST:]PORT",
            defaultValue = "0",
            converter = Listen.class,
            description = "Where clients connect (default: 127.0.0.1, any free port).")
    HostPort listen = new HostPort("127.0.0.1", 0);

    @Option(
            names = "--to",
            paramLabel = "HOST:PORT",
            required = true,
            converter = Target.class,
            description = "The real server.")
    HostPort to = new HostPort("127.0.0.1", 1);

    @Option(
            names = "--tls",
            paramLabel = "CERTIFICATE",
            converter = Certificate.class,
            description = {
                "Clients speak TLS, the real server does not. They are shown a certificate made for the occasion:",
                "valid, expired, not-yet-valid, wrong-host or untrusted."
            })
    @Nullable
    Shown tls;

    @Option(
            names = "--tls-issuer",
            paramLabel = "FILE",
            description = "With --tls: writes the certificate of who issued it, for the clients to trust (PEM).")
    @Nullable
    Path tlsIssuer;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            converter = Rule.class,
            description = "In force from the start; may be given several times.")
    List<ProxyRule> faults = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = Numbers.Seed.class,
            description = "Rules what chance decides (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    private final List<InflictedRule> inflicted = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        HostPort server = to;
        Shown shown = tls;
        if (shown != null) {
            ScriptedTls inBetween = ScriptedTls.with(shown.made(), TlsConduct.relayingTo(to.host(), to.port()));
            server = new HostPort("127.0.0.1", inBetween.port());
        }
        writeIssuer();
        FaultProxy proxy;
        try {
            proxy = FaultProxy.to(server.host(), server.port())
                    .listen(listen.host(), listen.port())
                    .seed(seed)
                    .start();
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new BadInputException("proxy: " + e.getMessage());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(proxy::close, "proxy-end"));
        faults.forEach(rule -> inflicted.add(proxy.inflict(rule)));
        out.println("ready listen=" + proxy.address().getHostString() + ":" + proxy.port() + " to=" + to.host() + ":"
                + to.port() + (shown == null ? "" : " tls=" + shown.word()));
        faults.forEach(rule -> out.println("in force: " + rule));
        out.flush();
        CountDownLatch quit = new CountDownLatch(1);
        Thread reader = new Thread(() -> read(proxy, out, quit), "proxy-input");
        reader.setDaemon(true);
        reader.start();
        quit.await();
        proxy.close();
        return ExitCode.PASSED;
    }

    private void writeIssuer() {
        Path file = tlsIssuer;
        if (file == null) {
            return;
        }
        if (tls == null) {
            throw new BadInputException("proxy: --tls-issuer needs --tls");
        }
        try {
            Files.writeString(file, TlsAuthority.ofThisProcess().toPem());
        } catch (IOException e) {
            throw new BadInputException("proxy: " + file + " cannot be written: " + e.getMessage());
        }
    }

    /** The end of the input ends nothing: it may have been started in the background. */
    private void read(FaultProxy proxy, PrintWriter out, CountDownLatch quit) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.strip().equals("quit")) {
                    quit.countDown();
                    return;
                }
                out.println(answer(proxy, line.strip()));
                out.flush();
            }
        } catch (IOException e) {
            out.println("the input cannot be read any more: " + e.getMessage());
            out.flush();
        }
    }

    /** What is said to a line that was typed. */
    String answer(FaultProxy proxy, String line) {
        try {
            if (line.isEmpty() || line.equals("help")) {
                return "a fault (see --help), list, lift N, heal, quit";
            } else if (line.equals("list")) {
                return list(proxy);
            } else if (line.equals("heal")) {
                proxy.heal();
                inflicted.clear();
                return "all faults are lifted";
            } else if (line.startsWith("lift ")) {
                return lift(line.substring(5).strip());
            }
            InflictedRule rule = proxy.inflict(ProxyRule.parse(line));
            inflicted.add(rule);
            return inflicted.size() + ": " + rule.rule();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String list(FaultProxy proxy) {
        StringBuilder text = new StringBuilder();
        List<ProxyRule> current = proxy.rules();
        for (int i = 0; i < inflicted.size(); i++) {
            ProxyRule rule = inflicted.get(i).rule();
            text.append(i + 1).append(": ").append(rule).append(current.contains(rule) ? "" : " (over)");
            text.append(System.lineSeparator());
        }
        return text + "connections: " + proxy.connections() + " of " + proxy.accepted() + " accepted";
    }

    private String lift(String number) {
        int index;
        try {
            index = Integer.parseInt(number) - 1;
        } catch (NumberFormatException e) {
            index = -1;
        }
        if (index < 0 || index >= inflicted.size()) {
            return "lift: there is no fault " + number + "; see list";
        }
        inflicted.get(index).lift();
        return "lifted: " + inflicted.get(index).rule();
    }

    /** Host and port. */
    record HostPort(String host, int port) {
        static HostPort of(String value, String otherwise, int lowest) {
            int colon = value.lastIndexOf(':');
            String host = colon < 0 ? otherwise : value.substring(0, colon);
            try {
                int port = Integer.parseInt(value.substring(colon + 1));
                if (port >= lowest && port <= 65_535 && !host.isEmpty()) {
                    return new HostPort(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new TypeConversionException("'" + OneLine.of(value) + "' is not "
                    + (otherwise.isEmpty() ? "HOST:PORT such as 127.0.0.1:5432" : "a port or HOST:PORT"));
        }
    }

    /** Where to listen. */
    static final class Listen implements ITypeConverter<HostPort> {
        @Override
        public HostPort convert(String value) {
            return HostPort.of(value, "127.0.0.1", 0);
        }
    }

    /** The server. */
    static final class Target implements ITypeConverter<HostPort> {
        @Override
        public HostPort convert(String value) {
            return HostPort.of(value, "", 1);
        }
    }

    /** A certificate by its word. */
    record Shown(String word, TlsCertificate made) {}

    /** The words. */
    static final class Certificate implements ITypeConverter<Shown> {
        @Override
        public Shown convert(String value) {
            return new Shown(
                    value,
                    switch (value) {
                        case "valid" -> TlsCertificate.valid();
                        case "expired" -> TlsCertificate.expired();
                        case "not-yet-valid" -> TlsCertificate.notYetValid();
                        case "wrong-host" -> TlsCertificate.ofAnotherHost();
                        case "untrusted" -> TlsCertificate.untrusted();
                        default ->
                            throw new TypeConversionException(
                                    "'" + OneLine.of(value)
                                            + "' is no certificate; known are valid, expired, not-yet-valid, wrong-host, untrusted");
                    });
        }
    }

    /** A rule as text. */
    static final class Rule implements ITypeConverter<ProxyRule> {
        @Override
        public ProxyRule convert(String value) {
            try {
                return ProxyRule.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(OneLine.of(String.valueOf(e.getMessage())));
            }
        }
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.preflight.Level;
import dev.sitefailover.preflight.Preflight;
import dev.sitefailover.preflight.PreflightReport;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "preflight",
        description = {
            "Looks at every site from this machine: name, DNS cache, connection, certificate, greeting, clock, round trip.",
            "Logs on nowhere and changes nothing. Ends with 0 unless something failed, then with 1; with 2 when an address cannot be used.",
            "Certificates are checked with the JVM's trust store; another one:",
            "  java -Djavax.net.ssl.trustStore=FILE -jar ..."
        })
final class PreflightCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--site",
            paramLabel = "ID=URI",
            required = true,
            converter = SiteArgument.class,
            description = "A site and its http, https, tcp, tcps or jdbc address; once for each site.")
    List<Site> sites = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object instead of the table.")
    boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "PT5S",
            defaultValue = "PT5S",
            converter = Durations.Step.class,
            description = "How long each single step may take (default: ${DEFAULT-VALUE}).")
    Duration timeout = Duration.ofSeconds(5);

    @Option(
            names = "--participant",
            paramLabel = "ID",
            defaultValue = "preflight",
            description = "Who greets (default: ${DEFAULT-VALUE}).")
    String participant = "preflight";

    @Override
    public Integer call() {
        List<String> ids = sites.stream().map(Site::id).toList();
        for (String id : ids) {
            if (ids.indexOf(id) != ids.lastIndexOf(id)) {
                throw new BadInputException("--site " + id + ": given twice");
            }
        }
        PreflightReport report =
                Preflight.of(sites).timeout(timeout).participant(participant).run();
        if (json) {
            spec.commandLine().getOut().println(report.toJson());
        } else {
            spec.commandLine().getOut().print(report.toText());
        }
        return report.level() == Level.FAIL ? ExitCode.CHECK_FAILED : ExitCode.PASSED;
    }
}

package dev.sitefailover.examples;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command line; does nothing by itself. */
@Command(
        name = "failover-examples",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = FailoverCommand.Version.class,
        description = "Rehearses moves between sites, as a rundown plans them.",
        footer = {
            "",
            "Exit codes: 0 passed, 1 the rehearsal or a check failed, 2 bad input or usage, 3 the program itself failed."
        },
        subcommands = {
            RehearseCommand.class,
            ValidateCommand.class,
            BriefCommand.class,
            ExploreCommand.class,
            PreflightCommand.class,
            ServeCommand.class,
            ProxyCommand.class,
            BenchCommand.class
        })
final class FailoverCommand {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "When the program itself fails, show where in the code.")
    boolean verbose;

    /** The version the build gave these classes. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties build = new Properties();
            try (InputStream in = FailoverCommand.class.getResourceAsStream("build.properties")) {
                if (in != null) {
                    build.load(in);
                }
            }
            return new String[] {"failover-examples " + build.getProperty("version", "of an unknown version")};
        }
    }
}

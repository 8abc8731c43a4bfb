package dev.sitefailover.examples;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.search.ClientSystem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs the command line in this JVM: arguments in, exit code out. Whatever goes wrong is told in one line on the error
 * writer, and never as a stack trace unless asked for.
 */
final class Cli {
    private final PrintWriter out;
    private final PrintWriter err;
    private final FailoverCommand root = new FailoverCommand();
    private final CommandLine commandLine;

    Cli(PrintWriter out, PrintWriter err) {
        this(out, err, ClientSystem.siteFailover());
    }

    /** @param underTest what {@code explore} puts to the test */
    Cli(PrintWriter out, PrintWriter err, ClientSystem underTest) {
        this.out = out;
        this.err = err;
        commandLine = new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExpandAtFiles(false)
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((e, args) -> usageErrors(List.of(e)))
                .setExecutionExceptionHandler((e, command, parsed) -> failure(e));
        ExploreCommand explore =
                requireNonNull(commandLine.getSubcommands().get("explore")).getCommand();
        explore.client = underTest;
        commandLine.getCommandSpec().parser().collectErrors(true);
        commandLine.getSubcommands().values().forEach(sub -> sub.getCommandSpec()
                .parser()
                .collectErrors(true));
    }

    /** Runs one command and returns its {@link ExitCode}. */
    int run(String... args) {
        int code;
        try {
            code = commandLine.execute(args);
        } catch (Throwable e) { // an Error too: the user gets a line and a code, not a trace
            code = failure(e);
        }
        out.flush();
        err.flush();
        return code;
    }

    private int execute(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        List<Exception> errors = new ArrayList<>();
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            errors.addAll(level.errors());
        }
        if (!errors.isEmpty()) {
            return usageErrors(errors);
        }
        if (!parsed.hasSubcommand()) {
            err.println("failover-examples: no command given; one of "
                    + String.join(", ", commandLine.getSubcommands().keySet()) + " (see --help)");
            return ExitCode.BAD_INPUT;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private int usageErrors(List<? extends Exception> errors) {
        errors.stream().map(UsageError::line).distinct().forEach(err::println);
        return ExitCode.BAD_INPUT;
    }

    private int failure(Throwable failure) {
        if (failure instanceof BadInputException bad) {
            bad.lines().forEach(line -> err.println(OneLine.of(line)));
            return ExitCode.BAD_INPUT;
        }
        if (failure instanceof ParameterException usage) {
            return usageErrors(List.of(usage));
        }
        err.println("failover-examples: " + OneLine.reason(failure) + (root.verbose ? "" : " (--verbose shows where)"));
        if (root.verbose) {
            failure.printStackTrace(err);
        }
        return ExitCode.PROGRAM_FAILED;
    }
}

package dev.sitefailover.examples;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A usage error in one line: what is wrong, what may have been meant, where to read on. */
final class UsageError {
    private UsageError() {}

    static String line(Exception error) {
        String command = "failover-examples";
        if (error instanceof ParameterException usage) {
            command = usage.getCommandLine().getCommandSpec().qualifiedName();
        }
        String what = error instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched, command.equals("failover-examples"))
                : startingSmall(OneLine.reason(error));
        return command + ": " + what + " (see " + command + " --help)";
    }

    private static String unmatched(UnmatchedArgumentException error, boolean commandExpected) {
        List<String> arguments = error.getUnmatched();
        String kind =
                error.isUnknownOption() ? "unknown option " : commandExpected ? "unknown command " : "unexpected ";
        // What follows an unknown word only tells how it was meant to be used.
        String text = kind + OneLine.of(arguments.get(0));
        List<String> meant = error.getSuggestions();
        return meant.isEmpty() ? text : text + "; did you mean " + String.join(" or ", meant) + "?";
    }

    private static String startingSmall(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}

package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.rundown.Rundown;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "validate", description = "Says every error in a rundown at once, or that there is none.")
final class ValidateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUNDOWN", description = "A file, or the name of a bundled rundown.")
    String rundown = "";

    @Override
    public Integer call() {
        Rundown read = Rundowns.read(rundown);
        PrintWriter out = spec.commandLine().getOut();
        out.println(OneLine.of(rundown) + ": valid; " + OneLine.of(read.title()) + ", sites "
                + read.sites().size() + ", participants " + read.participants().size() + ", sessions "
                + read.sessions().size());
        return ExitCode.PASSED;
    }
}

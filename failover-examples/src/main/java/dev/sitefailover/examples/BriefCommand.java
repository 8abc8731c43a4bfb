package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.report.InformationPackage;
import dev.sitefailover.rehearsal.rundown.Rundown;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "brief", description = "Writes the information package: what participants get before the day.")
final class BriefCommand implements Callable<Integer> {

    private static final List<String> FILES = List.of(InformationPackage.HTML, InformationPackage.CALENDAR);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUNDOWN", description = "A file, or the name of a bundled rundown.")
    String rundown = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/brief",
            description = "Where the files go (default: ${DEFAULT-VALUE}).")
    String out = "target/brief";

    @Override
    public Integer call() {
        Rundown plan = Rundowns.read(rundown);
        Path directory = OutputDirectory.ready("--out", out, FILES);
        InformationPackage.write(plan, directory);
        spec.commandLine()
                .getOut()
                .println("files    " + OneLine.of(directory.toString()) + ": " + String.join(", ", FILES));
        return ExitCode.PASSED;
    }
}

package dev.sitefailover.examples.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program with a running site and a stopped one, to be killed. */
final class ParentOfTwo {
    private ParentOfTwo() {}

    // arguments: where the sites keep their data, and "halt" to end by itself without any farewell
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        List<StandInProcess> sites = StandInProcess.startAll(List.of(
                StandInSpec.of("primary", data.resolve("primary")).servingFirst(),
                StandInSpec.of("secondary", data.resolve("secondary"))));
        sites.get(1).pause();
        System.out.println("sites " + sites.get(0).pid() + " " + sites.get(1).pid() + " end");
        if (arguments[1].equals("halt")) {
            Runtime.getRuntime().halt(130);
        }
        System.in.read();
    }
}

package dev.sitefailover.examples.standin;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The command that runs this program again in another Java machine, made to start fast and stay small. */
public final class JavaCommand {
    private static final String MAIN = "dev.sitefailover.examples.Main";

    private JavaCommand() {}

    static List<String> of(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath(),
                MAIN));
        command.addAll(arguments);
        return command;
    }

    /**
     * The class path of this machine and, where the program was loaded by a loader of its own (as Maven does), that
     * loader's places.
     */
    public static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        ClassLoader loader = JavaCommand.class.getClassLoader();
        if (loader instanceof URLClassLoader urls) {
            for (URL url : urls.getURLs()) {
                places.add(path(url));
            }
        }
        for (String place : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!place.isEmpty() && (places.isEmpty() || !(loader instanceof URLClassLoader))) {
                places.add(new File(place).getAbsolutePath());
            }
        }
        return String.join(File.pathSeparator, places);
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new StandInException("the program was loaded from " + url + ", from where no child can load it", e);
        }
    }
}

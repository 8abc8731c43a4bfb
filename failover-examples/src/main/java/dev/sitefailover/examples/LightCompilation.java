package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.rundown.Rundown;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.LoggerFactory;

/**
 * A run of a few seconds is over before the optimising compiler has paid for itself: on two processors it takes from the
 * run what it gives back only later. In a Java virtual machine that has just started, short runs therefore do without
 * it, by way of the JDK's own compiler directives. Where that is not to be had, the run is slower and nothing else.
 */
final class LightCompilation {
    /** About five seconds of work; above it the optimised code wins. */
    private static final double SHORT = 15_000_000;

    private static final Duration JUST_STARTED = Duration.ofSeconds(5);
    private static final String DIRECTIVE = "[{ match: \"*.*\", c2: { Exclude: true } }]";

    private LightCompilation() {}

    static void ifShort(Rundown plan) {
        if (!isOptimising()
                || operations(plan) > SHORT
                || ManagementFactory.getRuntimeMXBean().getUptime() > JUST_STARTED.toMillis()) {
            return;
        }
        try {
            Path file = Files.createTempFile("failover", ".json");
            try {
                Files.writeString(file, DIRECTIVE, StandardCharsets.US_ASCII);
                MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                server.invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "compilerDirectivesAdd",
                        new Object[] {new String[] {file.toString()}},
                        new String[] {String[].class.getName()});
            } finally {
                Files.delete(file);
            }
        } catch (IOException | JMException | RuntimeException e) {
            // another virtual machine, or no room for a temporary file: only speed is lost
            LoggerFactory.getLogger(LightCompilation.class).debug("no light compilation", e);
        }
    }

    /**
     * Maven's machine has no such compiler here (see {@code .mvn/jvm.config}); asking for the directive all the same would
     * load the management extensions for nothing, 0.09 s of processor time.
     */
    private static boolean isOptimising() {
        return !System.getProperty("java.vm.info", "").contains("emulated-client");
    }

    /** Calls and probes to be expected. */
    static double operations(Rundown plan) {
        double seconds = plan.sessions().stream()
                .mapToDouble(session ->
                        Duration.between(session.from(), session.to()).toSeconds())
                .sum();
        double probes = plan.sites().size() / (plan.client().probe().interval().toNanos() / 1e9);
        double calls = plan.workload().enquiries() + plan.workload().submissions();
        return plan.participants().size() * seconds * (calls + probes);
    }
}

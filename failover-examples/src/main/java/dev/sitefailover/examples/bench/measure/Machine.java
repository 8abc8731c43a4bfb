package dev.sitefailover.examples.bench.measure;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the figures are of. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Processors, Java machine, collector, and how busy it is right now. */
    public static String description() {
        return String.format(
                Locale.ROOT,
                "%d processors (%s), %s %s, %s %s, %s, %d MB of heap; load of the last minute %.1f",
                Runtime.getRuntime().availableProcessors(),
                model(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(" and ")),
                Runtime.getRuntime().maxMemory() >> 20,
                load());
    }

    /** Of the last minute; below 0 where the system does not tell. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String model() {
        if (!Files.isReadable(PROCESSORS)) {
            return "model not told";
        }
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("model not told");
        } catch (IOException e) {
            return "model not told: " + e.getMessage();
        }
    }
}

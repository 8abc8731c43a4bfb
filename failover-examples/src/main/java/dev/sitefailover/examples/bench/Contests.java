package dev.sitefailover.examples.bench;

import dev.sitefailover.examples.bench.hotpath.HotPathBench;
import dev.sitefailover.examples.bench.kernel.KernelBench;
import dev.sitefailover.examples.bench.measure.Child;
import dev.sitefailover.examples.bench.measure.Contest;
import dev.sitefailover.examples.bench.rehearsal.RehearsalBench;
import dev.sitefailover.examples.bench.search.SearchBench;
import java.util.List;

/** The contests, by name; and the program of the Java machines that measure them. */
public final class Contests {
    private Contests() {}

    public static List<Contest> all() {
        return List.of(HotPathBench.contest(), KernelBench.contest(), RehearsalBench.contest(), SearchBench.contest());
    }

    public static Contest named(String name) {
        return all().stream()
                .filter(contest -> contest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no contest " + name));
    }

    /** For the measuring parent only. */
    public static void main(String[] args) throws Exception {
        Child.obey(named(args[0]), args);
    }
}

package dev.sitefailover.rehearsal.simulated;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.simulation.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What cells are for: the same rehearsal with all participants' events in one queue, on one thread, beside each participant's in
 * its own. A measurement, no test; its arguments are numbers of participants.
 */
public final class OneLoop {
    private static final long LEAST_NANOS = 5_000_000_000L;

    /** A round of so long has been compiled for most of its time; another would say the same. */
    private static final long ENOUGH_NANOS = 60_000_000_000L;

    private static final int MOST_ROUNDS = 4;

    private OneLoop() {}

    /** Prints millions of calls and probes a second, a row when it is known. */
    public static void main(String[] args) {
        System.out.println("PARTICIPANTS  CELLS M/s  ONE LOOP M/s");
        for (String participants : args) {
            Rundown rundown = rundown(Integer.parseInt(participants));
            double cells = rate(rundown, OneLoop::cells);
            double oneLoop = rate(rundown, OneLoop::oneLoop);
            System.out.println(String.format(Locale.ROOT, "%12s  %9.2f  %12.2f", participants, cells, oneLoop));
        }
    }

    private static Rundown rundown(int participants) {
        String text =
                """
                format: 1
                title: One loop
                timeZone: Asia/Hong_Kong
                objectives: { rto: PT2H, clientRto: PT30S, rpo: PT0S }
                sites: [{ id: primary }, { id: secondary }]
                participants: %d
                sessions:
                  - id: day
                    date: 2024-03-23
                    window: "12:00-12:16"
                    site: secondary
                    steps:
                      - { at: "12:01", site-failover: { shutdown: abrupt, promotedAfter: PT20S }, within: PT45S }
                      - connectivity-test
                """
                        .formatted(participants);
        return RundownReader.read("one loop", text.getBytes(StandardCharsets.UTF_8));
    }

    private static SimulatedVenue cells() {
        return SimulatedVenue.create().threads(1);
    }

    private static SimulatedVenue oneLoop() {
        VirtualTime[] one = new VirtualTime[1];
        return cells().times((start, seed) -> {
            if (one[0] == null) {
                one[0] = new VirtualTime(start, seed);
            }
            return one[0];
        });
    }

    /** The last of several runs in turn: the first ones are for the compiler. */
    private static double rate(Rundown rundown, Supplier<SimulatedVenue> venue) {
        double perSecond = 0;
        long took = 0;
        for (int round = 0; round < MOST_ROUNDS && took < ENOUGH_NANOS; round++) {
            long start = System.nanoTime();
            long done = 0;
            do {
                Report report = Rehearsal.of(rundown).seed(1).run(venue.get());
                if (!report.reasons().isEmpty()) {
                    throw new IllegalStateException("the rehearsal failed: " + report.reasons());
                }
                done += report.operations();
                took = System.nanoTime() - start;
            } while (took < LEAST_NANOS);
            perSecond = done * 1e9 / took;
        }
        return perSecond / 1e6;
    }
}

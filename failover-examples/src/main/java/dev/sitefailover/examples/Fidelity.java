package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.live.LiveVenue;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.simulated.SimulatedVenue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The same rundown simulated and live: the serving site crashes or hangs, the other one always serves, and every client
 * goes there by its own policy. What the client systems' part of it took is compared.
 *
 * @param fault as in a rundown
 * @param probes the settings' name and their text in a rundown
 */
record Fidelity(String fault, Probes probes) {
    private static final int PACE = 60;

    /** Settings of the probes. */
    enum Probes {
        /** Those of a rundown that says nothing. */
        DEFAULT("{ interval: PT1S, timeout: PT0.5S, rise: 2, fall: 3 }"),
        /** Ten times as fast. */
        TIGHT("{ interval: PT0.1S, timeout: PT0.1S, rise: 2, fall: 3 }");

        private final String text;

        Probes(String text) {
            this.text = text;
        }
    }

    /**
     * Medians over all participants of all runs.
     *
     * @param moves how many moves were measured live
     */
    record Figures(Duration predicted, Duration measured, int moves) {
        Duration difference() {
            return measured.minus(predicted);
        }

        /** Within 10 % or 20 ms, whichever is larger. */
        boolean holds() {
            Duration allowed = predicted.dividedBy(10);
            Duration least = Duration.ofMillis(20);
            return difference().abs().compareTo(allowed.compareTo(least) > 0 ? allowed : least) <= 0;
        }
    }

    /**
     * Ten seconds of traffic, the fault, five seconds for the clients. A window is a minute at least: live it is planned
     * at the pace, so that what really passes before and after the fault is the same at both venues, for what the engine
     * knows of its calls depends on how long it has seen them.
     */
    private Rundown rundown(int participants, boolean live) {
        String text =
                """
                format: 1
                title: Fidelity
                timeZone: UTC
                sites: [{ id: primary }, { id: secondary, serves: always }]
                participants: %d
                client: { probe: %s }
                sessions:
                  - id: loss
                    date: 2024-01-06
                    window: "%s"
                    site: primary
                    steps:
                      - { at: "%s", outage: { fault: %s } }
                      - { wait: { for: %s } }
                """
                        .formatted(
                                participants,
                                probes.text,
                                live ? "12:00-12:16" : "12:00-12:01",
                                live ? "12:10" : "12:00:10",
                                fault,
                                live ? "PT5M" : "PT5S");
        return RundownReader.read("fidelity", text.getBytes(StandardCharsets.UTF_8));
    }

    Figures measure(int runs, int participants, Path scratch) {
        Rundown simulated = rundown(participants, false);
        Rundown rundown = rundown(participants, true);
        List<Duration> predicted = new ArrayList<>();
        List<Duration> measured = new ArrayList<>();
        for (int seed = 1; seed <= runs; seed++) {
            shares(Rehearsal.of(simulated).seed(seed).run(SimulatedVenue.create()), predicted);
            Path data = scratch.resolve(fault + "-" + probes + "-" + seed);
            try (LiveSites sites = LiveSites.standIns(rundown, seed, data);
                    SharedConnections connector = LiveEndpoints.connector()) {
                LiveVenue venue = LiveVenue.of(connector, sites.controls()).pace(PACE);
                shares(Rehearsal.of(rundown).seed(seed).run(venue), measured);
            }
        }
        return new Figures(median(predicted), median(measured), measured.size());
    }

    /** Of the moves away from the site that was lost; a way back is none. */
    private static void shares(Report report, List<Duration> to) {
        for (SwitchoverResult move : report.switchovers()) {
            Duration share = move.clientShare();
            if (share != null && move.from().equals("primary")) {
                to.add(share);
            }
        }
    }

    private static Duration median(List<Duration> shares) {
        List<Duration> sorted = shares.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) / 2);
    }
}

package dev.sitefailover.examples.e06_rehearse;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.simulated.SimulatedVenue;
import java.nio.charset.StandardCharsets;

/** The organiser's plan as text, the answer as a value: fails the build when your client system would miss the move. */
public final class Rehearse {
    private static final String RUNDOWN =
            """
            format: 1
            title: Failover under contingency
            timeZone: Asia/Hong_Kong
            objectives: { rto: PT15M, clientRto: PT10S, rpo: PT0S }
            sites: [{ id: primary }, { id: secondary }]
            participants: 3
            sessions:
              - id: contingency
                date: 2024-03-23
                window: "15:00-15:30"
                site: secondary
                steps:
                  - { at: "15:05", site-failover: { shutdown: abrupt, promotedAfter: PT10M } }
                  - connectivity-test
                  - reconcile
            """;

    private Rehearse() {}

    static Report run(long seed) {
        Rundown rundown = RundownReader.read("contingency", RUNDOWN.getBytes(StandardCharsets.UTF_8));
        return Rehearsal.of(rundown).seed(seed).run(SimulatedVenue.create());
    }

    public static void main(String[] args) {
        Report report = run(1);
        System.out.println(report.verdict());
        report.switchovers().forEach(move -> System.out.println(move.participant() + " " + move.rto()));
    }
}

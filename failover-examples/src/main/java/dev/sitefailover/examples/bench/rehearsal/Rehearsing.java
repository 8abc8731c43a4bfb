package dev.sitefailover.examples.bench.rehearsal;

import dev.sitefailover.examples.bench.measure.Work;
import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.simulated.SimulatedVenue;
import java.nio.charset.StandardCharsets;

/** Rehearses the practice session again and again; an operation is one of its calls or probes. */
final class Rehearsing implements Work {
    private final Rundown rundown;
    private final SimulatedVenue venue;

    /** The shape of the bundled practice session: its three sessions, steps and objectives, but other windows. */
    Rehearsing(int participants, int minutes, int threads) {
        String text =
                """
                format: 1
                title: Practice session
                timeZone: Asia/Hong_Kong
                objectives: { rto: PT2H, clientRto: PT30S, rpo: PT0S }
                sites: [{ id: primary }, { id: secondary }]
                participants: %1$d
                sessions:
                  - id: ps-primary
                    date: 2024-03-23
                    window: "%2$s"
                    site: primary
                    steps: [connectivity-test, { enquiry: { records: 200 } }, { report-download: { reports: [daily-activity] } }]
                  - id: ps-secondary
                    date: 2024-03-24
                    window: "%2$s"
                    site: secondary
                    steps:
                      - { at: "12:01", site-failover: { shutdown: abrupt, promotedAfter: PT20S }, within: PT45S }
                      - connectivity-test
                      - { enquiry: { records: 200 } }
                      - { report-download: { reports: [daily-activity], sameAs: ps-primary } }
                      - reconcile
                      - clean-up
                  - id: prt
                    date: 2024-04-13
                    window: "%2$s"
                    site: primary
                    subjectTo: [ps-primary, ps-secondary]
                    steps: [connectivity-test, { enquiry: { records: 200 } }, { report-download: { reports: [daily-activity] } }]
                """
                        .formatted(participants, "12:00-%02d:%02d".formatted(12 + minutes / 60, minutes % 60));
        this.rundown = RundownReader.read("bench rehearsal", text.getBytes(StandardCharsets.UTF_8));
        this.venue = SimulatedVenue.create().threads(threads);
    }

    @Override
    public long run(long times) {
        long done = 0;
        while (done < times) {
            Report report = Rehearsal.of(rundown).seed(1).run(venue);
            if (!report.reasons().isEmpty()) {
                throw new IllegalStateException("the rehearsal failed: " + report.reasons());
            }
            done += report.operations();
        }
        return done;
    }
}

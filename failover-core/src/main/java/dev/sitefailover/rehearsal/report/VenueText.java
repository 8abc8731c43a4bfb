package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.ReportHeader;
import java.util.ArrayList;
import java.util.List;

/** Where the rehearsal took place, and what its times mean there. */
final class VenueText {
    private VenueText() {}

    static String of(ReportHeader header) {
        return header.isLive() ? "live, real sites, pace " + Times.count(header.pace()) : "simulated, virtual time";
    }

    /** How to read a live report; empty for a simulated one. */
    static List<String> notes(ReportHeader header) {
        List<String> notes = new ArrayList<>();
        if (header.isLive()) {
            notes.add(
                    "All times are those of the run, measured, in the rundown's time zone; only what is planned is the "
                            + "rundown's own time.");
            if (header.pace() > 1) {
                notes.add(
                        "Planned waitings (until the next time, wait, promotion, end of a fault, the rest of a window) "
                                + "were divided by the pace of " + Times.count(header.pace())
                                + "; probes, timeouts, limits and objectives were not. Late is late in the plan.");
            }
            notes.addAll(header.limits());
        }
        return notes;
    }
}

package dev.sitefailover.rehearsal;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.FailoverTiming.Term;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.rehearsal.result.TimingFormula;
import dev.sitefailover.rehearsal.result.TimingFormula.Line;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.routing.CallSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The engine's timing formula, for the settings a rundown gives its client systems. */
final class Timing {
    private Timing() {}

    static ProbeSettings probing(ClientSettings client) {
        return new ProbeSettings(
                client.probe().interval(),
                client.probe().timeout(),
                client.probe().rise(),
                client.probe().fall());
    }

    static CallSettings calls(ClientSettings client) {
        return CallSettings.DEFAULT.withTimeout(client.callTimeout()).withWaitForRoute(client.callTimeout());
    }

    static List<TimingFormula> formulas(Rundown rundown) {
        FailoverTiming timing =
                FailoverTiming.of(probing(rundown.client()), SwitchSettings.defaults(), calls(rundown.client()));
        List<Term> known =
                FailoverTiming.sum(timing.detection()).compareTo(FailoverTiming.sum(timing.recognition())) > 0
                        ? timing.detection()
                        : timing.recognition();
        List<Line> share = lines(known);
        share.addAll(lines(timing.switching()));
        share.add(new Line("one enquiry a second during a move", Duration.ofSeconds(1)));
        share.addAll(lines(timing.firstCall()));
        return List.of(
                new TimingFormula("A loss is known within", lines(timing.detection())),
                new TimingFormula("A site that opens is known within", lines(timing.recognition())),
                new TimingFormula("The client's share is at most", share));
    }

    private static List<Line> lines(List<Term> terms) {
        List<Line> lines = new ArrayList<>();
        terms.forEach(term -> lines.add(new Line(term.name(), term.duration())));
        return lines;
    }
}

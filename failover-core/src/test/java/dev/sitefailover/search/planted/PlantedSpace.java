package dev.sitefailover.search.planted;

import dev.sitefailover.fault.Affects;
import dev.sitefailover.search.ActKind;
import dev.sitefailover.search.FaultChoice;
import dev.sitefailover.search.Range;
import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.ScenarioSpace.ActSpace;
import dev.sitefailover.search.ScenarioSpace.FaultSpace;
import dev.sitefailover.search.ScenarioSpace.SiteSpace;
import dev.sitefailover.search.Span;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Where planted bugs are looked for. */
enum PlantedSpace {
    /** The default space: everything. */
    STANDARD("default", ScenarioSpace.standard()),

    /** Days of the operators: more moves, holds and restarts than faults. */
    OPERATORS(
            "operators",
            ScenarioSpace.standard()
                    .withActs(new ActSpace(
                            List.of(ActKind.DECLARE, ActKind.HOLD, ActKind.RESTART, ActKind.PROMOTE, ActKind.STAND_BY),
                            Range.of(2, 6)))),

    /** What strikes one site strikes the other as well, a moment later. */
    COMMON_CAUSES(
            "common causes",
            ScenarioSpace.standard()
                    .withFaults(new FaultSpace(
                            Stream.of("crash", "refuse", "hang", "partition", "reset", "flap")
                                    .map(FaultChoice::of)
                                    .toList(),
                            Range.of(1, 4),
                            Span.of("PT2S", "PT1M"),
                            0.1,
                            0.25,
                            1))),

    /** Probes pass and business fails, for long. */
    BUSINESS_FAILS(
            "business fails",
            ScenarioSpace.standard()
                    .withFaults(new FaultSpace(
                            List.of(
                                    FaultChoice.of("gray").with("fraction", 1, 1),
                                    FaultChoice.of("error-rate").with("p", 1, 1).affecting(Affects.BUSINESS),
                                    FaultChoice.of("hang")
                                            .with("afterRequests", 0, 0)
                                            .affecting(Affects.BUSINESS)),
                            Range.of(1, 3),
                            Span.of("PT10S", "PT2M"),
                            0.3,
                            0.1,
                            0.1))),

    /** Two sites that both serve, copies that trail by seconds, answers that come late or never, and declared moves. */
    TRAILING_COPIES(
            "trailing copies",
            ScenarioSpace.standard()
                    .withSites(
                            new SiteSpace(Range.of(2), List.of(Duration.ofSeconds(5), Duration.ofSeconds(20)), 1, 0.5))
                    .withFaults(new FaultSpace(
                            List.of(
                                    FaultChoice.of("slow").with("latency", 0.6, 8),
                                    FaultChoice.of("lost-ack"),
                                    FaultChoice.of("reset")),
                            Range.of(1, 6),
                            Span.of("PT5S", "PT1M"),
                            0.15,
                            0.25,
                            0.2))
                    .withActs(new ActSpace(List.of(ActKind.DECLARE), Range.of(1, 4))));

    private final String title;
    private final ScenarioSpace space;

    PlantedSpace(String title, ScenarioSpace space) {
        this.title = title;
        this.space = space;
    }

    ScenarioSpace space() {
        return space;
    }

    @Override
    public String toString() {
        return title;
    }
}

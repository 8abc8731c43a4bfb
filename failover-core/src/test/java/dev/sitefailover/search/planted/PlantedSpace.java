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

/**
 * Where planted bugs are looked for. Immutable.
 *
 * @param title for people
 */
record PlantedSpace(String title, ScenarioSpace space) {
    private static final ScenarioSpace ALL_THERE_IS = ScenarioSpace.standard();

    /** Everything. */
    static final PlantedSpace STANDARD = new PlantedSpace("default", ALL_THERE_IS);

    /** Days of the operators: more moves, holds and restarts than faults. */
    static final PlantedSpace OPERATORS = new PlantedSpace(
            "operators",
            ALL_THERE_IS.withActs(new ActSpace(
                    List.of(ActKind.DECLARE, ActKind.HOLD, ActKind.RESTART, ActKind.PROMOTE, ActKind.STAND_BY),
                    Range.of(2, 6))));

    /** What strikes one site strikes the other as well, a moment later. */
    static final PlantedSpace COMMON_CAUSES = new PlantedSpace(
            "common causes",
            ALL_THERE_IS.withFaults(new FaultSpace(
                    Stream.of("crash", "refuse", "hang", "partition", "reset", "flap")
                            .map(FaultChoice::of)
                            .toList(),
                    Range.of(1, 4),
                    Span.of("PT2S", "PT1M"),
                    0.1,
                    0.25,
                    1)));

    /** Probes pass and business fails, for long. */
    static final PlantedSpace BUSINESS_FAILS = new PlantedSpace(
            "business fails",
            ALL_THERE_IS.withFaults(new FaultSpace(
                    List.of(
                            FaultChoice.of("gray").with("fraction", 1, 1),
                            FaultChoice.of("error-rate").with("p", 1, 1).affecting(Affects.BUSINESS),
                            FaultChoice.of("hang").with("afterRequests", 0, 0).affecting(Affects.BUSINESS)),
                    Range.of(1, 3),
                    Span.of("PT10S", "PT2M"),
                    0.3,
                    0.1,
                    0.1)));

    /** Two sites that both serve, copies that trail by seconds, answers that come late or never, and declared moves. */
    static final PlantedSpace TRAILING_COPIES = new PlantedSpace(
            "trailing copies",
            ALL_THERE_IS
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

    static final List<PlantedSpace> ALL = List.of(STANDARD, OPERATORS, COMMON_CAUSES, BUSINESS_FAILS, TRAILING_COPIES);

    @Override
    public String toString() {
        return title;
    }
}

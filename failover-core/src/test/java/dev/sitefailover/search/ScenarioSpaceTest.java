package dev.sitefailover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.search.ScenarioSpace.ActSpace;
import dev.sitefailover.search.ScenarioSpace.FaultSpace;
import dev.sitefailover.search.ScenarioSpace.SiteSpace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScenarioSpaceTest {
    private static final ScenarioSpace SPACE = ScenarioSpace.standard();

    @Test
    void aSeedAlwaysDrawsTheSameScenario() {
        for (long seed = -100; seed < 100; seed++) {
            assertThat(SPACE.draw(seed)).isEqualTo(ScenarioSpace.standard().draw(seed));
        }
    }

    @Test
    void seedsDrawDifferentScenarios() {
        long different = LongStream.range(0, 200)
                .mapToObj(seed -> SPACE.draw(seed).acts())
                .distinct()
                .count();

        assertThat(different).isGreaterThan(190);
    }

    @Test
    void everyKindOfFaultAndActIsDrawnAndEveryRunLeavesSomeOut() {
        Set<String> faults = new TreeSet<>();
        Set<Class<?>> acts = new java.util.HashSet<>();
        for (long seed = 0; seed < 500; seed++) {
            Scenario scenario = SPACE.draw(seed);
            Set<String> own = kinds(scenario);
            assertThat(own).hasSizeLessThan(FaultChoice.kinds().size());
            faults.addAll(own);
            scenario.acts().forEach(act -> acts.add(act.getClass()));
        }

        assertThat(faults).containsExactlyElementsOf(FaultChoice.kinds());
        assertThat(acts).containsExactlyInAnyOrder(Act.class.getPermittedSubclasses());
    }

    private static Set<String> kinds(Scenario scenario) {
        return scenario.acts().stream()
                .filter(Act.Inflict.class::isInstance)
                .map(act -> ((Act.Inflict) act).fault().fault().kind())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aRunOfTheStandardSpaceLastsThreeMinutesInAll() {
        Scenario scenario = SPACE.draw(1);

        assertThat(scenario.length()
                        .plus(scenario.settling())
                        .plus(scenario.client().callTimeout()))
                .isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void relapsesComeAgainAtTheSameSite() {
        ScenarioSpace relapsing = SPACE.withFaults(
                new FaultSpace(List.of(FaultChoice.of("crash")), Range.of(1), Span.of("PT1S", "PT2S"), 0, 0.9, 0));

        long again = LongStream.range(0, 100)
                .filter(seed -> relapsing.draw(seed).faults() > 1)
                .peek(seed -> assertThat(relapsing.draw(seed).acts().stream()
                                .filter(Act.Inflict.class::isInstance)
                                .map(act -> ((Act.Inflict) act).site())
                                .distinct())
                        .hasSize(1))
                .count();

        assertThat(again).isGreaterThan(60);
    }

    @Test
    void correlatedFaultsStrikeTwoSites() {
        ScenarioSpace correlated = SPACE.withFaults(
                new FaultSpace(List.of(FaultChoice.of("hang")), Range.of(1), Span.of("PT1S", "PT2S"), 0, 0, 1));

        for (long seed = 0; seed < 100; seed++) {
            List<String> struck = correlated.draw(seed).acts().stream()
                    .filter(Act.Inflict.class::isInstance)
                    .map(act -> ((Act.Inflict) act).site())
                    .toList();
            assertThat(struck).doesNotHaveDuplicates().hasSizeBetween(1, 2); // the second may come after the end
        }
    }

    @Test
    void parametersStayWhereTheyAreTold() {
        ScenarioSpace narrow = SPACE.withActs(new ActSpace(List.of(), Range.of(0)))
                .withGateways(Range.of(3))
                .withSites(new SiteSpace(Range.of(4), List.of(Duration.ofSeconds(1)), 1, 0))
                .withFaults(SPACE.faults()
                        .withKinds(List.of(FaultChoice.of("slow")
                                .with("latency", 0.25, 0.5)
                                .affecting(Affects.BUSINESS))));

        for (long seed = 0; seed < 50; seed++) {
            Scenario scenario = narrow.draw(seed);
            assertThat(scenario.gateways()).isEqualTo(3);
            assertThat(scenario.siteIds()).containsExactly("primary", "secondary", "site-3", "site-4");
            assertThat(scenario.keys()).isFalse();
            for (Act act : scenario.acts()) {
                Act.Inflict inflict = (Act.Inflict) act;
                assertThat(inflict.fault().affects()).isEqualTo(Affects.BUSINESS);
                assertThat(inflict.fault().fault().toString()).contains("latency=PT0.");
                assertThat(act.at()).isBetween(Duration.ZERO, scenario.length());
            }
        }
    }

    @Test
    void aMistakeInASpaceIsNamed() {
        assertThatThrownBy(() -> FaultChoice.of("crush")).hasMessageContaining("no fault crush; the faults are");
        assertThatThrownBy(() -> FaultChoice.of("slow").with("p", 0, 1)).hasMessageContaining("[latency]");
        assertThatThrownBy(() -> FaultChoice.of("gray").affecting(Affects.PROBES))
                .hasMessageContaining("probes");
        assertThatThrownBy(() -> Range.of(3, 2)).hasMessageContaining("3 to 2");
        assertThatThrownBy(() -> Span.of("PT2S", "PT1S")).hasMessageContaining("PT2S to PT1S");
        assertThatThrownBy(() -> SPACE.withGateways(Range.of(0))).hasMessageContaining("gateways");
        assertThatThrownBy(() -> Scenarios.serving(Scenarios.promote(1, "tertiary")))
                .hasMessageContaining("[primary, secondary]");
        assertThatThrownBy(() -> new Act.Inflict(
                        Duration.ZERO, "primary", new Crash().always().withProbability(0.5)))
                .hasMessageContaining("0.5");
    }
}

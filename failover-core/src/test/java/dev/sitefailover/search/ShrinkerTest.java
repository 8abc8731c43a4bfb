package dev.sitefailover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.search.ScenarioSpace.SiteSpace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final ClientSystem NEVER_MOVES =
            ClientSystem.siteFailover(wiring -> wiring.builder().policy(FailoverPolicy.declared()));
    private static final ScenarioSpace CROWDED = ScenarioSpace.standard()
            .withGateways(Range.of(3))
            .withSites(new SiteSpace(Range.of(3), List.of(Duration.ZERO, Duration.ofSeconds(5)), 0.7, 0.5))
            .withFaults(ScenarioSpace.standard().faults().withNumber(Range.of(30, 50)));

    @Test
    void noSingleSimplificationOfWhatIsLeftBreaksTheSameInvariant() {
        Trial trial = Trial.of(NEVER_MOVES, Invariants.standard());
        int shrunk = 0;
        for (long seed = 1; shrunk < 5; seed++) {
            Scenario scenario = CROWDED.draw(seed);
            Optional<Violation> violation = trial.run(scenario).violation();
            if (violation.isPresent()) {
                shrunk++;
                String invariant = violation.get().invariant();
                Minimal minimal = Shrinker.of(trial).shrink(scenario, invariant);

                assertThat(minimal.scenario().faults()).isLessThanOrEqualTo(3);
                assertThat(minimal.violation().invariant()).isEqualTo(invariant);
                assertThat(trial.run(minimal.scenario()).violation()).contains(minimal.violation());
                for (Scenario simpler : Shrinker.simplifications(minimal.scenario())) {
                    assertThat(trial.run(simpler).violation())
                            .as("%s", simpler)
                            .satisfiesAnyOf(none -> assertThat(none).isEmpty(), another -> assertThat(
                                            another.orElseThrow().invariant())
                                    .isNotEqualTo(invariant));
                }
            }
        }
    }

    @Test
    void simplificationsNeverLeadBack() {
        List<Scenario> way = new ArrayList<>(List.of(CROWDED.draw(3)));
        for (int step = 0; step < 2_000; step++) {
            List<Scenario> simpler = Shrinker.simplifications(way.get(way.size() - 1));
            if (simpler.isEmpty()) {
                break;
            }
            // whatever is left to choose, always the last: the least that can be done
            way.add(simpler.get(simpler.size() - 1));
        }

        assertThat(way).doesNotHaveDuplicates();
        Scenario end = way.get(way.size() - 1);
        assertThat(Shrinker.simplifications(end)).isEmpty();
        assertThat(end.acts()).isEmpty();
        assertThat(end.sites()).hasSize(2);
        assertThat(end.gateways()).isEqualTo(1);
    }

    @Test
    void whatDoesNotBreakTheInvariantCannotBeShrunk() {
        assertThatThrownBy(() -> Shrinker.of(Trial.ofEngine()).shrink(Scenarios.serving(), "epochs grow"))
                .hasMessageContaining("does not break \"epochs grow\"");
    }

    @Test
    void aMinimalScenarioIsReproducedByItsRundownAndByItsTest() {
        Trial trial = Trial.of(NEVER_MOVES, Invariants.standard());
        Scenario crash = Scenarios.serving(Scenarios.inflict(10, "primary", dev.sitefailover.fault.Fault.crash()));
        Violation violation = trial.run(crash).violation().orElseThrow();
        Minimal minimal = Shrinker.of(trial).shrink(crash, violation.invariant());

        String rundown = ScenarioFile.write(minimal.scenario(), minimal.violation());
        String test = ScenarioTest.write(minimal.scenario(), minimal.violation(), "FoundBySearchTest");

        Scenario read = ScenarioFile.read("minimal.yaml", rundown.getBytes(StandardCharsets.UTF_8));
        assertThat(trial.run(read).violation()).contains(minimal.violation());
        assertThat(test).contains("class FoundBySearchTest {").contains("@Test");
        // the text block holds the rundown
        String block = test.substring(test.indexOf("\"\"\"\n") + 4, test.lastIndexOf("\"\"\""))
                .stripIndent()
                .translateEscapes();
        Scenario pasted = ScenarioFile.read("pasted", block.getBytes(StandardCharsets.UTF_8));
        assertThat(pasted).isEqualTo(minimal.scenario());
    }
}

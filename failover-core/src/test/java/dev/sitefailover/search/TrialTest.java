package dev.sitefailover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final ScenarioSpace SPACE = ScenarioSpace.standard();
    private static final ScenarioSpace.ClientSpace CLIENTS = new ScenarioSpace.ClientSpace(
            List.of(Duration.ofMillis(200), Duration.ofSeconds(2)),
            List.of(Duration.ofMillis(100), Duration.ofSeconds(3)),
            Range.of(1, 4),
            Range.of(1, 4),
            List.of(Duration.ofMillis(300), Duration.ofSeconds(2)),
            List.of(Mode.AUTOMATIC),
            List.of(Mode.DECLARED),
            List.of(Duration.ofMinutes(1)));

    @Test
    void aScenarioRunTwiceIsTheSameRun() {
        for (long seed = 1; seed <= 40; seed++) {
            Scenario scenario = SPACE.draw(seed);

            assertThat(Trial.ofEngine().run(scenario))
                    .isEqualTo(Trial.ofEngine().run(scenario));
        }
    }

    @Test
    void aScenarioReadBackFromItsRundownIsTheSameRun() {
        for (long seed = 1; seed <= 40; seed++) {
            Scenario scenario = SPACE.draw(seed);
            byte[] file = ScenarioFile.write(scenario, null).getBytes(StandardCharsets.UTF_8);

            Scenario read = ScenarioFile.read("scenario.yaml", file);

            assertThat(read).isEqualTo(scenario);
            assertThat(Trial.ofEngine().run(read)).isEqualTo(Trial.ofEngine().run(scenario));
        }
    }

    @Test
    void differentScenariosAreDifferentRuns() {
        List<String> digests = new ArrayList<>();
        for (long seed = 1; seed <= 40; seed++) {
            digests.add(Trial.ofEngine().run(SPACE.draw(seed)).digest());
        }

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void aRundownThatIsNoScenarioIsSaidToBeNone() {
        byte[] rundown = ScenarioFile.write(Scenarios.serving(), null)
                .replace("reference: ", "organiser: ")
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ScenarioFile.read("day.yaml", rundown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("search 1; seed N");
    }

    @Test
    void everyFaultASpaceCanDrawIsWrittenAndReadBack() {
        for (String kind : FaultChoice.kinds()) {
            ScenarioSpace one = SPACE.withFaults(SPACE.faults().withKinds(List.of(FaultChoice.of(kind))));
            for (long seed = 0; seed < 20; seed++) {
                Scenario scenario = one.draw(seed);
                byte[] file = ScenarioFile.write(scenario, null).getBytes(StandardCharsets.UTF_8);
                assertThat(ScenarioFile.read("scenario.yaml", file)).isEqualTo(scenario);
            }
        }
    }

    @Test
    void settlingIsTheFormulaForFollowingAnAttemptThatFailsTheLongestPauseAndAnOpenBreaker() {
        for (long seed = 1; seed <= 40; seed++) {
            ClientSettings client = SPACE.withClients(CLIENTS).draw(seed).client();
            FailoverTiming timing = Settling.timing(client);

            assertThat(Settling.of(client))
                    .isEqualTo(timing.followBound()
                            .plus(FailoverTiming.sum(timing.switching()))
                            .plus(SwitchSettings.defaults().retryAtMost())
                            .plus(GuardSettings.DEFAULT.openFor()));
        }
    }
}

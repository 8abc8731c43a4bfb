package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.simulated.SimulatedVenue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RundownFileTest {

    @Test
    void aTestGetsRundownRehearsalAndReport() {
        assertThat(Inside.run(Passing.class).failures()).isEmpty();
    }

    @RundownFile(value = "contingency.yaml", participants = 2)
    static class Passing {
        @Test
        @Seed(9)
        void nextToTheTest(Rundown rundown, Rehearsal rehearsal, Report report) {
            assertThat(rundown.title()).isEqualTo("Failover under contingency");
            assertThat(report.header().seed()).isEqualTo(9);
            assertThat(report.header().replay()).endsWith("#nextToTheTest' -Dsitefailover.seed=9");
            assertThat(report.participants()).hasSize(2);
            assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(rehearsal.run(SimulatedVenue.create()).trace()).isEqualTo(report.trace());
        }

        @Test
        @RundownFile("src/test/resources/dev/sitefailover/junit/contingency.yaml")
        void asAFile(Rundown rundown) {
            assertThat(rundown.participants()).hasSize(3);
        }

        @Nested
        class Inner {
            @Test
            @RundownFile("rundowns/too-slow.yaml")
            void onTheClassPath(Rundown rundown) {
                assertThat(rundown.title()).isEqualTo("Too slow");
            }

            @Test
            void fromAround(Rundown rundown) {
                assertThat(rundown.participants()).hasSize(2);
            }
        }
    }

    @Test
    void aFailureTellsWhyTheRehearsalFailedAndItsLastEvents() {
        assertThat(Inside.run(TooSlow.class).story())
                .startsWith(
                        "seed 1 (default)\n  the rehearsal failed:\n    objective rto missed: target PT5M, actual PT10M")
                .contains("events of the rehearsal")
                .contains("2024-03-23T15:15:0")
                .contains("P001: ");
    }

    static class TooSlow {
        @Test
        @RundownFile(value = "rundowns/too-slow.yaml", participants = 1)
        void test(Report report) {
            assertEquals(Verdict.PASSED, report.verdict());
        }
    }

    @Test
    void aRundownThatCannotBeUsedIsToldWithEveryProblemAndItsPlace() {
        assertThat(Inside.run(Wrong.class).failure())
                .hasMessageContaining("@RundownFile(\"rundowns/wrong.yaml\") on Wrong.test: the rundown cannot be used")
                .hasMessageContaining("rundowns/wrong.yaml:6:")
                .hasMessageContaining("rundowns/wrong.yaml:11:");
    }

    static class Wrong {
        @Test
        @RundownFile("rundowns/wrong.yaml")
        void test(Rundown rundown) {
            throw new AssertionError(rundown);
        }
    }

    @Test
    void aRundownThatIsNowhereIsToldWhereItWasLookedFor() {
        assertThat(Inside.run(Missing.class).failures())
                .extracting(Throwable::getMessage)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .contains(
                                        "there is no such rundown: neither a resource next to Missing, nor one of the class"
                                                + " path, nor the file "),
                        text -> assertThat(text).contains("there is none"));
    }

    static class Missing {
        @Test
        @RundownFile("nowhere.yaml")
        void test(Rundown rundown) {
            throw new AssertionError(rundown);
        }

        @Test
        @SimulatedSites
        void notAskedFor(Rundown rundown) {
            throw new AssertionError(rundown);
        }
    }
}

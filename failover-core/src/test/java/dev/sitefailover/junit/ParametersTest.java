package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @Test
    void allParametersOfATestAreOfOneSimulation() {
        assertThat(Inside.run(EveryParameter.class).passed()).isEqualTo(1);
    }

    @SimulatedSites
    static class EveryParameter {
        @Test
        void test(
                Simulation organiser,
                SimulatedSite primary,
                @At("secondary") SimulatedSite other,
                @At("secondary") Site address,
                List<SimulatedSite> sites,
                List<Site> addresses,
                VirtualTime time,
                EngineRuntime runtime,
                Actors actors,
                Witness witness,
                @Seed long seed) {
            assertThat(primary).isSameAs(organiser.site("primary"));
            assertThat(other).isSameAs(organiser.site("secondary"));
            assertThat(address).isEqualTo(other.site());
            assertThat(sites).containsExactly(primary, other);
            assertThat(addresses).isEqualTo(organiser.addresses());
            assertThat(time).isSameAs(organiser.time()).isSameAs(runtime);
            assertThat(time.seed()).isEqualTo(seed);
            assertThat(actors).isNotNull();
            assertThat(witness).isNotNull();
        }
    }

    @Test
    void whatStandsAroundATestHasTheTestsSimulation() {
        Around.seen.clear();
        assertThat(Inside.run(Around.class).passed()).isEqualTo(3);
        assertThat(Around.seen).hasSize(12).doesNotHaveDuplicates();
    }

    @SimulatedSites
    static class Around {
        static final List<Object> seen = new ArrayList<>();

        private final Simulation constructed;
        private @Nullable Simulation before;

        Around(Simulation organiser) {
            constructed = organiser;
            seen.add(organiser.time());
        }

        @BeforeEach
        void before(Simulation organiser) {
            assertThat(organiser).isSameAs(constructed);
            before = organiser;
            organiser.runFor(Duration.ofMinutes(1));
        }

        @Test
        void one(Simulation organiser) {
            look(organiser);
        }

        @RepeatedTest(2)
        void again(Simulation organiser) {
            look(organiser);
        }

        private void look(Simulation organiser) {
            assertThat(organiser).isSameAs(constructed).isSameAs(before);
            assertThat(organiser.time().nanoTime())
                    .isEqualTo(Duration.ofMinutes(1).toNanos());
            seen.add(organiser);
            seen.add(organiser.trace());
        }

        @AfterEach
        void after(Simulation organiser) {
            assertThat(organiser).isSameAs(constructed);
            seen.add(organiser.site("primary"));
        }
    }

    @Test
    void oneInstanceForAllTestsGetsANewSimulationForEach() {
        OneInstance.seen.clear();
        assertThat(Inside.run(OneInstance.class).passed()).isEqualTo(2);
        assertThat(OneInstance.seen).hasSize(2).doesNotHaveDuplicates();
    }

    @SimulatedSites
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        static final List<Simulation> seen = new ArrayList<>();

        @Test
        void one(Simulation organiser) {
            seen.add(organiser);
        }

        @Test
        void two(Simulation organiser) {
            seen.add(organiser);
        }
    }

    @Test
    void aConstructorForAllTestsIsToldToAskLater() {
        assertThat(Inside.run(ConstructedOnce.class).failure())
                .hasMessageContaining("parameter 1 (Simulation organiser)")
                .hasMessageContaining("belongs to one test")
                .hasMessageContaining("PER_CLASS");
    }

    @SimulatedSites
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ConstructedOnce {
        ConstructedOnce(Simulation organiser) {
            assertThat(organiser).isNull();
        }

        @Test
        void test() {}
    }

    @Test
    void whatComesBeforeAllTestsIsToldToAskLater() {
        assertThat(Inside.run(Before.class).failure()).hasMessageContaining("not in @BeforeAll");
    }

    @SimulatedSites
    static class Before {
        @BeforeAll
        static void before(VirtualTime time) {
            assertThat(time).isNull();
        }

        @Test
        void test() {}
    }

    @Test
    void aParameterizedTestHasItsOwnArgumentsFirst() {
        assertThat(Inside.run(Parameterized.class).passed()).isEqualTo(4);
    }

    @SimulatedSites({"a", "b", "c"})
    static class Parameterized {
        @ParameterizedTest
        @ValueSource(strings = {"a", "c"})
        void test(String id, Simulation organiser, @Seed long seed, @At("b") SimulatedSite b) {
            assertThat(organiser.site(id)).isNotSameAs(b);
            assertThat(organiser.time().nanoTime()).isZero();
            organiser.runFor(Duration.ofSeconds(seed));
        }

        static List<Site> given() {
            return List.of(Site.of("x"), Site.of("y"));
        }

        @ParameterizedTest
        @MethodSource("given")
        void sitesOfItsOwn(Site given, Simulation organiser) {
            assertThat(organiser.addresses()).doesNotContain(given);
        }
    }

    @Test
    void aParameterizedClassHasItsOwnArgumentsFirst() {
        ParameterizedByClass.seen.clear();
        assertThat(Inside.run(ParameterizedByClass.class).failures()).isEmpty();
        assertThat(ParameterizedByClass.seen).hasSize(2).doesNotHaveDuplicates();
    }

    @SimulatedSites({"a", "b"})
    @ParameterizedClass
    @ValueSource(strings = {"a", "b"})
    static class ParameterizedByClass {
        static final List<Simulation> seen = new ArrayList<>();

        private final SimulatedSite site;

        ParameterizedByClass(String id, Simulation organiser) {
            site = organiser.site(id);
        }

        @Test
        void test(Simulation organiser) {
            assertThat(organiser.sites()).contains(site);
            seen.add(organiser);
        }
    }

    @Test
    void aNestedClassHasWhatIsSaidAroundItUnlessItSaysOtherwise() {
        assertThat(Inside.run(Outer.class).passed()).isEqualTo(2);
    }

    @SimulatedSites({"left", "right"})
    static class Outer {
        private final Simulation outside;

        Outer(Simulation organiser) {
            outside = organiser;
        }

        @Nested
        class Inner {
            @Test
            void sameSites(Simulation organiser) {
                assertThat(organiser).isSameAs(outside);
                assertThat(organiser.addresses()).extracting(Site::id).containsExactly("left", "right");
            }

            @Test
            @SimulatedSites(
                    value = {"one"},
                    recordsPerParticipant = 5)
            void othersHere(Simulation organiser) {
                assertThat(organiser).isSameAs(outside);
                assertThat(organiser.addresses()).extracting(Site::id).containsExactly("one");
            }
        }
    }

    @Test
    void anHeirHasWhatItsParentSays() {
        assertThat(Inside.run(Heir.class).passed()).isEqualTo(1);
    }

    @SimulatedSites({"x", "y"})
    abstract static class Parent {}

    static class Heir extends Parent {
        @Test
        void test(@At("y") SimulatedSite y) {
            assertThat(y.id()).isEqualTo("y");
        }
    }

    @Test
    void aParameterThatNamesNoSiteIsToldTheSites() {
        assertThat(Inside.run(NoSuchSites.class).failures())
                .extracting(Throwable::getMessage)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .contains(
                                        "parameter 1 (SimulatedSite site) of byName: say which site with @At(\"primary\")")
                                .contains("there is no site site; the sites are primary, secondary"),
                        text -> assertThat(text)
                                .contains(
                                        "@At(\"tertiary\"): there is no site tertiary; the sites are primary, secondary"),
                        text -> assertThat(text).contains("@At stands at a parameter of type SimulatedSite or Site"));
    }

    @SimulatedSites
    static class NoSuchSites {
        @Test
        void byName(SimulatedSite site) {
            assertThat(site).isNull();
        }

        @Test
        void byAnnotation(@At("tertiary") SimulatedSite site) {
            assertThat(site).isNull();
        }

        @Test
        void ofAnotherType(@At("primary") String site) {
            assertThat(site).isNull();
        }
    }

    @Test
    void sitesServeAlwaysAndTrailWhenAsked() {
        assertThat(Inside.run(Settings.class).passed()).isEqualTo(1);
    }

    @SimulatedSites(servingAlways = true, replicationLag = "PT3S")
    static class Settings {
        @Test
        void test(List<SimulatedSite> sites) {
            assertThat(sites).allSatisfy(site -> {
                assertThat(site.settings().servesAlways()).isTrue();
                assertThat(site.settings().replicationLag()).isEqualTo(Duration.ofSeconds(3));
                assertThat(site.servingSince()).isNotNull();
            });
        }
    }
}

package dev.sitefailover.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.Phase;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

    @Test
    void whatATestOpenedIsClosedWhetherItPassesOrNot() {
        Opening.closed.clear();
        assertThat(Inside.run(Opening.class).failures()).hasSize(1);
        assertThat(Opening.closed).containsExactly("actor", "second", "first", "actor", "second", "first");
    }

    @SimulatedSites
    static class Opening {
        static final List<String> closed = new ArrayList<>();

        @Test
        void passes(Simulation organiser, Actors actors, Witness witness) {
            open(organiser, actors, witness);
        }

        @Test
        void fails(Simulation organiser, Actors actors, Witness witness) {
            open(organiser, actors, witness);
            throw new AssertionError();
        }

        private static void open(Simulation organiser, Actors actors, Witness witness) {
            witness.closing(() -> closed.add("first"));
            witness.closing(() -> closed.add("second"));
            actors.start("endless", () -> {
                try {
                    while (true) {
                        actors.sleep(Duration.ofSeconds(1));
                    }
                } finally {
                    closed.add("actor");
                }
            });
            organiser.runFor(Duration.ofMinutes(1));
        }
    }

    @Test
    void aWatchedClientIsClosed() {
        Watched.clients.clear();
        assertThat(Inside.run(Watched.class).passed()).isEqualTo(1);
        assertThat(Watched.clients)
                .singleElement()
                .extracting(client -> client.status().phase())
                .isEqualTo(Phase.CLOSED);
    }

    @SimulatedSites
    static class Watched {
        static final List<SiteFailover<Endpoint>> clients = new ArrayList<>();

        @Test
        void test(Simulation organiser, Witness witness) {
            SiteFailover<Endpoint> watched = witness.watch(WhatHappenedTest.client(organiser));
            organiser.runFor(Duration.ofMinutes(1));
            assertThat(watched.status().phase()).isEqualTo(Phase.ATTACHED);
            clients.add(watched);
        }
    }

    @Test
    void whatCannotBeClosedFailsTheTestAndHidesNoFailure() {
        assertThat(Inside.run(Unclosable.class).failures())
                .satisfiesExactlyInAnyOrder(
                        failure -> {
                            assertThat(failure).hasMessage("second");
                            assertThat(failure.getSuppressed()).singleElement().satisfies(other -> assertThat(other)
                                    .hasMessage("first"));
                        },
                        failure -> {
                            assertThat(failure).hasMessage("the test's own");
                            assertThat(failure.getSuppressed())
                                    .anySatisfy(other -> assertThat(other).hasMessage("second"));
                        });
    }

    @SimulatedSites
    static class Unclosable {
        @Test
        void passes(Witness witness) {
            open(witness);
        }

        @Test
        void fails(Witness witness) {
            open(witness);
            throw new AssertionError("the test's own");
        }

        private static void open(Witness witness) {
            witness.closing(() -> {
                throw new IllegalStateException("first");
            });
            witness.closing(() -> {
                throw new IllegalStateException("second");
            });
        }
    }

    @Test
    void whatAConstructorOpenedIsClosedWhenItFails() {
        FailsConstructing.closed = false;
        assertThat(Inside.run(FailsConstructing.class).failure()).hasMessage("constructing");
        assertThat(FailsConstructing.closed).isTrue();
    }

    @SimulatedSites
    static class FailsConstructing {
        static boolean closed;

        FailsConstructing(Witness witness) {
            witness.closing(() -> closed = true);
            throw new IllegalStateException("constructing");
        }

        @Test
        void test() {}
    }
}

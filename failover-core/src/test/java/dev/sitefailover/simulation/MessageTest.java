package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.runtime.Telling;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a simulated site's answer reaches whoever waits for it. */
class MessageTest {
    private static final Duration LONGEST_ROUND_TRIP = Duration.ofMillis(10);

    private final Simulation organiser = Simulation.seeded(1).start();
    private final Endpoint primary = organiser.endpoint("P1", "primary");
    private final List<Object> told = new ArrayList<>();

    private CompletableFuture<Reply> sent() {
        CompletableFuture<Reply> sent = primary.send(new ProbePing("P1")).toCompletableFuture();
        Telling.tell(sent, (reply, error) -> told.add(error == null ? reply : error));
        return sent;
    }

    @Test
    void theListenerIsToldTheAnswerOnceWithoutAStageInBetween() {
        CompletableFuture<Reply> sent = sent();
        assertThat(sent.getNumberOfDependents()).isZero();

        organiser.runFor(LONGEST_ROUND_TRIP);

        assertThat(told).containsExactly(sent.join());
        sent.complete(sent.join());
        sent.cancel(false);
        assertThat(told).hasSize(1);
    }

    @Test
    void theListenerIsToldTheFailureAsItIs() {
        organiser.site("primary").inflict(Fault.refuse());
        CompletableFuture<Reply> sent = sent();
        organiser.runFor(LONGEST_ROUND_TRIP);
        assertThat(sent).isCompletedExceptionally();
        assertThat(told).singleElement().isInstanceOf(EndpointException.class);
    }

    @Test
    void theListenerOfACallThatACallerCancelsIsTold() {
        CompletableFuture<Reply> sent = sent();
        sent.cancel(false);
        assertThat(told).singleElement().isInstanceOf(CancellationException.class);
        organiser.runFor(LONGEST_ROUND_TRIP);
        assertThat(told).hasSize(1);
    }

    @Test
    void severalListenersAreAllTold() {
        CompletableFuture<Reply> sent = sent();
        Telling.tell(sent, (reply, error) -> told.add("another"));
        organiser.runFor(LONGEST_ROUND_TRIP);
        Telling.tell(sent, (reply, error) -> told.add("late"));
        assertThat(told).containsExactly("another", sent.join(), "late");
    }

    @Test
    void whatAListenerThrowsEndsTheRunInsteadOfVanishing() {
        CompletableFuture<Reply> sent = primary.send(new ProbePing("P1")).toCompletableFuture();
        Telling.tell(sent, (reply, error) -> {
            throw new IllegalStateException("a listener with a bug");
        });
        assertThatThrownBy(() -> organiser.runFor(LONGEST_ROUND_TRIP)).hasMessage("a listener with a bug");
    }
}

package dev.sitefailover;

import static dev.sitefailover.Scene.SUBMIT;
import static dev.sitefailover.Scene.routedTo;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Passage;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Work that outlasts a call, such as a transaction. */
class PassageTest {
    private final Scene scene = new Scene().bothServing();
    private final SiteFailover<Client> failover = scene.routed();
    private final Client atA = client();

    @Test
    void aGracefulMoveWaitsForWorkThatHasBegun() {
        Passage passage = requireNonNull(failover.enter(atA));
        CompletionStage<SwitchOutcome> move =
                failover.switchTo("b", SwitchRequest.graceful().drainFor(Duration.ofSeconds(30)));
        scene.pass(Duration.ofSeconds(20));
        assertThat(move.toCompletableFuture()).isNotDone();
        assertThat(failover.status().inFlight()).isEqualTo(1);
        passage.answered();
        scene.pass(Duration.ofSeconds(1));
        assertThat(routedTo(failover)).isEqualTo("b");
        assertThat(failover.status().inFlight()).isZero();
    }

    @Test
    void nothingNewBeginsAtASiteThatIsBeingLeft() {
        Passage passage = requireNonNull(failover.enter(atA));
        failover.switchTo("b", SwitchRequest.graceful().drainFor(Duration.ofSeconds(30)));
        scene.pass(Duration.ofSeconds(1));
        assertThat(failover.enter(atA)).isNull();
        passage.released();
        scene.pass(Duration.ofSeconds(1));
        assertThat(failover.enter(atA)).isNull();
        assertThat(failover.enter(client())).isNotNull();
    }

    @Test
    void workThatEndsInDoubtIsInTheRegister() {
        Passage passage = requireNonNull(failover.enter(atA));
        InDoubtEntry entry = passage.doubtful(
                SUBMIT, "key-1", scene.time.instant(), "no answer to its commit", new IllegalStateException("lost"));
        assertThat(failover.inDoubt().entries()).containsExactly(entry);
        assertThat(entry.site().id()).isEqualTo("a");
        assertThat(entry.epoch()).isEqualTo(passage.epoch());
        assertThat(failover.status().inFlight()).isZero();
    }

    private Client client() {
        AtomicReference<Client> seen = new AtomicReference<>();
        scene.outcome(failover.tryCallAsync(Scene.ENQUIRY, null, client -> {
            seen.set(client);
            return client.send("enquiry");
        }));
        return requireNonNull(seen.get());
    }
}

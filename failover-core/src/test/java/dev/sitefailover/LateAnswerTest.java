package dev.sitefailover;

import static dev.sitefailover.Scene.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.site.Reply;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an answer proves that comes after its call went in doubt. */
class LateAnswerTest {
    private final Scene scene = new Scene();
    private final SiteFailover<Client> client = scene.routed();

    /** A call in doubt, whose reply comes when the test says so. */
    private record Late(InDoubtEntry entry, CompletableFuture<Reply> reply) {}

    private Late submitted(String key) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Outcome<Reply> outcome = scene.outcome(client.tryCallAsync(SUBMIT, key, c -> reply));
        return new Late(((Doubtful<Reply>) outcome).entry(), reply);
    }

    @Test
    void oneThatSaysDoneSettlesItAsApplied() {
        Late late = submitted("K1");
        late.reply.complete(BytesReply.of(Reply.Status.OK));
        assertThat(scene.time.await(late.entry.settled())).isEqualTo(Finding.APPLIED);
    }

    @Test
    void oneThatTurnsItDownSettlesItAsAbsent() {
        Late late = submitted("K1");
        late.reply.complete(BytesReply.of(Reply.Status.BUSINESS_ERROR));
        assertThat(scene.time.await(late.entry.settled())).isEqualTo(Finding.ABSENT);
        assertThat(client.inDoubt().isEmpty()).isTrue();
    }

    @Test
    void oneThatTurnsDownAKeySentBeforeProvesNothing() {
        Late first = submitted("K1");
        Late again = submitted("K1");
        again.reply.complete(BytesReply.of(Reply.Status.BUSINESS_ERROR)); // perhaps because it has the first
        assertThat(client.inDoubt().entries()).containsExactly(again.entry);
        first.reply.complete(BytesReply.of(Reply.Status.OK));
        assertThat(first.entry.settled().toCompletableFuture()).isNotDone();
    }

    @Test
    void oneThatSaysItFailedInsideProvesNothing() {
        Late late = submitted("K1");
        late.reply.complete(BytesReply.of(Reply.Status.FAILED));
        assertThat(client.inDoubt().entries()).containsExactly(late.entry);
    }
}

package dev.sitefailover.search;

import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one gateway's submissions, by number, so that one that is sent again can be told from one whose attempt
 * before came to nothing. Looked at only then: most submissions are sent once, and a stage made for each would cost more
 * than everything else here.
 */
final class Attempts {
    private @Nullable CompletionStage<Reply>[] answers = slots(64);

    /** Whether it was sent before and is not known to have come to nothing. */
    boolean mayHaveTakenEffect(long number) {
        CompletionStage<Reply> before = number < answers.length ? answers[(int) number] : null;
        return before != null && !cameToNothing(before.toCompletableFuture());
    }

    void made(long number, CompletionStage<Reply> answer) {
        if (number >= answers.length) {
            answers = Arrays.copyOf(answers, Math.toIntExact(Math.max(number + 1, 2L * answers.length)));
        }
        if (!mayHaveTakenEffect(number)) {
            answers[(int) number] = answer; // what another one comes to says nothing of the one before
        }
    }

    private static boolean cameToNothing(CompletableFuture<Reply> answer) {
        if (!answer.isDone()) {
            return false;
        }
        return answer.handle(Attempts::isNothing).join(); // thrown, it would be another exception for each
    }

    private static boolean isNothing(@Nullable Reply reply, @Nullable Throwable error) {
        if (reply != null) {
            return reply.status() == Reply.Status.CLOSED;
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof EndpointException failure && failure.delivery() != Delivery.IN_DOUBT;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable CompletionStage<Reply>[] slots(int size) {
        return new CompletionStage[size];
    }
}

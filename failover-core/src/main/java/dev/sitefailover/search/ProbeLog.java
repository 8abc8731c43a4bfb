package dev.sitefailover.search;

import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.site.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The latest probes of one site by one gateway. Their answers are looked at when somebody wants to know. */
final class ProbeLog {
    /** More than are made within the bounds of a verification. */
    private static final int LATEST = 16;

    private final @Nullable CompletionStage<Reply>[] answers = slots();
    private final long[] askedAt = new long[LATEST];
    private int count;

    CompletionStage<Reply> asked(long at, CompletionStage<Reply> answer) {
        int slot = count++ % LATEST;
        answers[slot] = answer;
        askedAt[slot] = at;
        return answer;
    }

    /** When the latest one was made that was answered with serving; negative when none was. */
    long foundServing() {
        long latest = -1;
        for (int i = 0; i < LATEST; i++) {
            CompletionStage<Reply> answer = answers[i];
            if (answer != null && askedAt[i] > latest && isServing(answer.toCompletableFuture())) {
                latest = askedAt[i];
            }
        }
        return latest;
    }

    private static boolean isServing(CompletableFuture<Reply> answer) {
        return answer.isDone()
                && !answer.isCompletedExceptionally()
                && answer.join() instanceof Pong pong
                && pong.position() == Position.SERVING;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable CompletionStage<Reply>[] slots() {
        return new CompletionStage[LATEST];
    }
}

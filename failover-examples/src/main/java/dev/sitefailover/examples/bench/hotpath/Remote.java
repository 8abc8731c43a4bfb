package dev.sitefailover.examples.bench.hotpath;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The client that every subject calls. Its answer is read from memory every time: a constant would let the compiler drop
 * the call and what surrounds it. Safe for use by several threads.
 */
public final class Remote {
    private static final VarHandle ANSWER;

    static {
        try {
            ANSWER = MethodHandles.lookup().findVarHandle(Remote.class, "answer", String.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings({"unused", "FieldMayBeFinal"})
    private String answer = "answer";

    /** What a blocking client does. */
    public String answer() {
        return (String) ANSWER.getOpaque(this);
    }

    /** What an asynchronous client does, its stage being complete at once. */
    public CompletionStage<String> stage() {
        return CompletableFuture.completedFuture(answer());
    }
}

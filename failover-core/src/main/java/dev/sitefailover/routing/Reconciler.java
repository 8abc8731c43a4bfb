package dev.sitefailover.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Finds out by enquiry what became of an operation in doubt. It must only ask, never send again. A stage that completes
 * exceptionally, or a method that throws, leaves the entry open.
 *
 * @param <C> the client type
 */
@FunctionalInterface
public interface Reconciler<C> {

    CompletionStage<Finding> find(C client, InDoubtEntry entry);

    /** From a function that blocks; it runs where the engine runs blocking work. */
    static <C> Reconciler<C> blocking(BiFunction<? super C, InDoubtEntry, Finding> function) {
        return new Reconciler<>() {
            @Override
            public CompletionStage<Finding> find(C client, InDoubtEntry entry) {
                return CompletableFuture.completedFuture(function.apply(client, entry));
            }

            @Override
            public boolean blocks() {
                return true;
            }
        };
    }

    /** True when {@link #find} blocks its thread; then it is called on the runtime's executor. */
    default boolean blocks() {
        return false;
    }
}

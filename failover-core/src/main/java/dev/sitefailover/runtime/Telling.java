package dev.sitefailover.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A stage that tells one listener how it ended without making another stage of that. Every stage made from another costs
 * two objects and some five atomic operations, which is much where a call costs little else. A client whose calls are
 * that fast may return such stages; all others are good as they are.
 *
 * <p>A class, not an interface, for a reason of the JVM's: of each class it remembers one interface an object was last
 * found to implement. Whoever asks for two in turn rewrites that, and threads that do so wait for each other's cache line
 * (JDK-8180450, mended in Java 23). A superclass costs a comparison.
 *
 * @param <T> the value
 */
public abstract class Telling<T extends @Nullable Object> extends CompletableFuture<T> {

    /** Not complete, and without a listener. */
    protected Telling() {}

    /** Hears how a stage ended; must not throw. In either shape, so that any stage takes it as it is. */
    @FunctionalInterface
    public interface Listener<T extends @Nullable Object>
            extends BiConsumer<T, @Nullable Throwable>, BiFunction<T, @Nullable Throwable, @Nullable Void> {

        @Override
        default @Nullable Void apply(T value, @Nullable Throwable error) {
            accept(value, error);
            return null;
        }
    }

    /**
     * Tells the listener once, as {@link CompletionStage#whenComplete} would: when this stage completes, by the thread
     * that completes it and after the stages made from it, or now when it is complete. The listener must not throw.
     *
     * @return false when there is another listener already, and this one will not be told
     */
    public abstract boolean tells(BiConsumer<? super T, ? super @Nullable Throwable> listener);

    /**
     * Tells the listener how that stage ended, by the cheapest way the stage knows: one that tells, and one that has its
     * value already, need nothing made for it. The listener must not throw.
     */
    public static <T extends @Nullable Object> void tell(CompletionStage<T> stage, Listener<T> listener) {
        tellOf(stage, listener);
    }

    /**
     * As {@link #tell}, of a stage that a generic function returned: held as an object, for a variable of an interface's
     * type costs the check described above.
     *
     * @param stage a {@code CompletionStage<T>}
     */
    @SuppressWarnings("unchecked") // as the caller says
    public static <T extends @Nullable Object> void tellOf(Object stage, Listener<T> listener) {
        if (stage instanceof Telling<?> telling && ((Telling<T>) telling).tells(listener)) {
            return;
        }
        // of that class alone: others may answer otherwise than they complete
        if (stage.getClass() == CompletableFuture.class) {
            CompletableFuture<T> known = (CompletableFuture<T>) stage;
            if (known.isDone() && !known.isCompletedExceptionally()) {
                listener.accept(known.join(), null);
                return;
            }
        }
        CompletionStage<T> other =
                stage instanceof CompletableFuture<?> ? (CompletableFuture<T>) stage : (CompletionStage<T>) stage;
        // a stage made by whenComplete fails as this one does, which costs an exception with a stack trace
        other.handle(listener);
    }
}

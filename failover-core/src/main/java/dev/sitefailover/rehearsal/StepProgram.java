package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.rundown.StepPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What one participant's client system does in one step. The stage completes with how it fared; exceptionally only
 * when the program itself is broken. */
@FunctionalInterface
interface StepProgram {

    CompletionStage<Fared> run(ClientSystem client, Context context);

    /** What a callback throws would vanish in its stage: it ends the step's own stage instead, and with it the run. */
    static void surely(CompletableFuture<?> stage, Runnable callback) {
        try {
            callback.run();
        } catch (Throwable t) {
            stage.completeExceptionally(t);
        }
    }

    /** What a step knows of its surroundings. */
    record Context(
            String session,
            int index,
            StepPlan plan,
            Instant began,
            Station.Books books,
            Optional<Duration> rpoTarget,
            BooleanSupplier over) {
        /** Where the step is judged. */
        String site() {
            return plan.servingAfter();
        }

        /** Whether the step has ended: what it began may run out, but nothing new begins in its name. */
        boolean isOver() {
            return over.getAsBoolean();
        }
    }

    /**
     * How one participant fared.
     *
     * @param why what failed; null when it passed
     * @param count what the step counts, for instance records or submissions
     */
    record Fared(@Nullable String why, long count) {
        static Fared passed(long count) {
            return new Fared(null, count);
        }

        static Fared failed(String why) {
            return new Fared(why, 0);
        }

        boolean isPassed() {
            return why == null;
        }

        CompletionStage<Fared> now() {
            return CompletableFuture.completedFuture(this);
        }
    }
}

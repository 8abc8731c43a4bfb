package dev.sitefailover.rehearsal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What one participant's client system does in one step. The stage completes with how it fared, never exceptionally. */
@FunctionalInterface
interface StepProgram {

    CompletionStage<Fared> run(ClientSystem client, Context context);

    /** What a step knows of its surroundings. */
    record Context(
            String session, int index, StepPlan plan, Station.Books books, Duration rpoTarget, boolean rpoJudged) {
        /** Where the step is judged. */
        String site() {
            return plan.servingAfter();
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

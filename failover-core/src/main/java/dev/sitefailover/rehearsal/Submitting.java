package dev.sitefailover.rehearsal;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.rehearsal.StepProgram.Context;
import dev.sitefailover.rehearsal.StepProgram.Fared;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Submits one by one, each acknowledged before the next, and stops at the first that fails. */
final class Submitting {
    /** How long an enquiry may take to find out about a submission in doubt; without a bound it would eat the window. */
    private static final Duration PATIENCE = CallSettings.DEFAULT.absentAfter().plusSeconds(30);

    private final ClientSystem client;
    private final Context context;
    private final int count;
    private final CompletableFuture<Fared> result = new CompletableFuture<>();
    private int done;

    Submitting(ClientSystem client, Context context, int count) {
        this.client = client;
        this.context = context;
        this.count = count;
    }

    CompletionStage<Fared> start() {
        next();
        return result;
    }

    private void next() {
        if (done == count) {
            result.complete(Fared.passed(count));
        } else if (!context.isOver()) {
            long number = client.participant.nextSubmission();
            client.submit(number)
                    .whenComplete((outcome, error) -> StepProgram.surely(result, () -> ended(number, outcome)));
        }
    }

    private void ended(long number, Outcome<Reply> outcome) {
        if (outcome instanceof Answered<Reply> answered && answered.value() instanceof Acknowledgement) {
            acknowledged(number, answered.site().id());
        } else if (outcome instanceof Doubtful<Reply> doubtful) {
            InDoubtEntry entry = doubtful.entry();
            StepPrograms.enquireUntil(
                    client, context, () -> entry.settled().toCompletableFuture().isDone());
            client.inOrder(entry.settled())
                    .thenAccept(finding -> StepProgram.surely(result, () -> settled(number, finding)));
            client.runtime().schedule(PATIENCE, () -> stillOpen(entry));
        } else {
            result.complete(Fared.failed("a submission was not acknowledged: " + StepPrograms.why(outcome)));
        }
    }

    private void settled(long number, Finding finding) {
        if (finding == Finding.APPLIED) {
            acknowledged(number, context.site());
        } else {
            result.complete(Fared.failed("a submission was in doubt and is not at the organiser"));
        }
    }

    private void stillOpen(InDoubtEntry entry) {
        if (!entry.settled().toCompletableFuture().isDone()) {
            result.complete(Fared.failed("a submission was still in doubt after " + PATIENCE));
        }
    }

    /** What the client knows is compared with the books of the site that serves by plan. */
    private void acknowledged(long number, String by) {
        int applied = context.books().applied(context.site(), number);
        if (applied == 1) {
            done++;
            next();
        } else if (applied == 0) {
            result.complete(Fared.failed("a submission acknowledged by " + by + " is not at " + context.site()));
        } else {
            result.complete(Fared.failed("a submission took effect " + applied + " times"));
        }
    }
}

package dev.sitefailover.rehearsal;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.Purge;
import dev.sitefailover.clearing.Purged;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Report;
import dev.sitefailover.clearing.ReportDownload;
import dev.sitefailover.rehearsal.Journal.CallKind;
import dev.sitefailover.rehearsal.StepProgram.Context;
import dev.sitefailover.rehearsal.StepProgram.Fared;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.TurnedDown;
import dev.sitefailover.routing.Outcome.Undelivered;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The participant's part of every step that has one. */
final class StepPrograms {
    private static final long SECOND = 1_000_000_000L;

    private StepPrograms() {}

    /** The program of a step, or null when the step is not the participants'. */
    static StepProgram of(Step step) {
        if (step instanceof Step.ConnectivityTest test) {
            return (client, context) -> connect(client, context, test.attempts());
        }
        if (step instanceof Step.Enquiry enquiry) {
            return (client, context) -> enquire(client, context, enquiry.records());
        }
        if (step instanceof Step.ReportDownload download) {
            return (client, context) -> download(client, context, download, 0);
        }
        if (step instanceof Step.Submit submit) {
            return (client, context) -> new Submitting(client, context, submit.count()).start();
        }
        if (step instanceof Step.Move move) {
            return (client, context) -> client.follow(
                            context.index(), context.plan().servingBefore(), move, context.began())
                    .thenApply(seen -> Fared.passed(1));
        }
        if (step instanceof Step.Reconcile) {
            return StepPrograms::reconcile;
        }
        if (step instanceof Step.CleanUp) {
            return StepPrograms::cleanUp;
        }
        if (step instanceof Step.Wait) {
            return (client, context) -> new CompletableFuture<>(); // time alone ends it
        }
        return (client, context) -> Fared.passed(1).now(); // the organiser's hand, or people's
    }

    private static CompletionStage<Fared> connect(ClientSystem client, Context context, int attempts) {
        Greeting greeting = new Greeting(client.participant.id());
        return client.call(CallKind.GREETING, ClientSystem.GREETING, greeting).thenCompose(outcome -> {
            Fared fared = greeted(client, context, outcome);
            if (fared.isPassed() || attempts <= 1 || context.isOver()) {
                return fared.now();
            }
            return pause(client, () -> connect(client, context, attempts - 1));
        });
    }

    private static Fared greeted(ClientSystem client, Context context, Outcome<Reply> outcome) {
        if (!(outcome instanceof Answered<Reply> answered) || !(answered.value() instanceof Greeted greeted)) {
            return Fared.failed("not greeted: " + why(outcome));
        }
        if (!greeted.siteId().equals(context.site())) {
            return Fared.failed("greeted by " + greeted.siteId() + " instead of " + context.site());
        }
        if (greeted.position() != Position.SERVING) {
            return Fared.failed(greeted.siteId() + " is not open for business");
        }
        Site routed = client.engine().status().routed();
        if (routed == null || !routed.id().equals(context.site())) {
            return Fared.failed("calls are routed to " + routed + " instead of " + context.site());
        }
        return Fared.passed(1);
    }

    private static CompletionStage<Fared> enquire(ClientSystem client, Context context, int records) {
        var enquiry = new dev.sitefailover.clearing.Enquiry(client.participant.id(), records);
        return client.call(CallKind.ENQUIRY, ClientSystem.ENQUIRY, enquiry).thenApply(outcome -> {
            if (!(outcome instanceof Answered<Reply> answered) || !(answered.value() instanceof Records answer)) {
                return Fared.failed("no answer: " + why(outcome));
            }
            if (answer.count() != records) {
                return Fared.failed(answer.count() + " records instead of " + records);
            }
            if (!answer.verifies()
                    || answer.check()
                            != context.books().recordsCheck(answered.site().id(), records)) {
                return Fared.failed("the records differ from what " + answered.site() + " holds");
            }
            return Fared.passed(records);
        });
    }

    private static CompletionStage<Fared> download(
            ClientSystem client, Context context, Step.ReportDownload step, int index) {
        if (index == step.reports().size()) {
            return Fared.passed(index).now();
        }
        String name = step.reports().get(index);
        ReportDownload request = new ReportDownload(client.participant.id(), name);
        return client.call(CallKind.REPORT, ClientSystem.REPORT, request).thenCompose(outcome -> {
            if (!(outcome instanceof Answered<Reply> answered) || !(answered.value() instanceof Report report)) {
                return Fared.failed(name + " not downloaded: " + why(outcome)).now();
            }
            if (!report.verifies()) {
                return Fared.failed(name + " does not match its digest").now();
            }
            if (step.sameAs().isPresent()) {
                String earlier = client.participant.digest(step.sameAs().get(), name);
                if (earlier == null) {
                    return Fared.failed(name + " was not downloaded in session "
                                    + step.sameAs().get())
                            .now();
                }
                if (!earlier.equals(report.sha256())) {
                    return Fared.failed(name + " differs from the one of session "
                                    + step.sameAs().get())
                            .now();
                }
            }
            client.participant.downloaded(context.session(), name, report.sha256());
            return download(client, context, step, index + 1);
        });
    }

    private static CompletionStage<Fared> reconcile(ClientSystem client, Context context) {
        List<InDoubtEntry> present = client.participant.inDoubt.entries();
        return settle(client, context, present).thenApply(nothing -> {
            if (context.books().duplicated() > 0) {
                return Fared.failed("submissions took effect twice");
            }
            Duration target = context.rpoTarget().orElse(null);
            Duration rpo = context.books().rpo();
            if (target != null && rpo == null) {
                return Fared.failed("the organiser's books cannot be read: what was lost is not known");
            }
            if (target != null && rpo != null && rpo.compareTo(target) > 0) {
                return Fared.failed("acknowledged submissions are lost: the rpo is over " + target);
            }
            return Fared.passed(present.size());
        });
    }

    /** Completes when all of these entries are settled. */
    private static CompletionStage<Void> settle(ClientSystem client, Context context, List<InDoubtEntry> entries) {
        CompletableFuture<?>[] all = entries.stream()
                .map(entry -> entry.settled().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> settled = CompletableFuture.allOf(all);
        enquireUntil(client, context, settled::isDone);
        return client.inOrder(settled);
    }

    /** Enquires about what is in doubt now and every second, as a person at the terminal would. */
    static void enquireUntil(ClientSystem client, Context context, BooleanSupplier done) {
        SiteFailover<Endpoint> engine = client.engine();
        if (done.getAsBoolean() || context.isOver()) {
            return;
        }
        engine.reconcile().thenRun(() -> client.runtime().schedule(SECOND, () -> enquireUntil(client, context, done)));
    }

    private static CompletionStage<Fared> cleanUp(ClientSystem client, Context context) {
        client.stopSubmissions();
        return when(client, context, () -> client.submitting() == 0)
                .thenCompose(quiet -> settle(client, context, client.participant.inDoubt.entries()))
                .thenCompose(
                        settled -> client.call(CallKind.PURGE, ClientSystem.PURGE, new Purge(client.participant.id())))
                .thenApply(outcome -> {
                    if (!(outcome instanceof Answered<Reply> answered)
                            || !(answered.value() instanceof Purged purged)) {
                        return Fared.failed("not purged: " + why(outcome));
                    }
                    long held = context.books().held(context.site());
                    return held == 0
                            ? Fared.passed(purged.count())
                            : Fared.failed(held + " submissions are still at " + context.site());
                });
    }

    /** Looks ten times a second until it is so. */
    private static CompletionStage<Void> when(ClientSystem client, Context context, BooleanSupplier condition) {
        CompletableFuture<Void> met = new CompletableFuture<>();
        look(client, context, condition, met);
        return met;
    }

    private static void look(
            ClientSystem client, Context context, BooleanSupplier condition, CompletableFuture<Void> met) {
        if (condition.getAsBoolean()) {
            met.complete(null);
        } else if (!context.isOver()) {
            client.runtime().schedule(SECOND / 10, () -> look(client, context, condition, met));
        }
    }

    private static <T> CompletionStage<T> pause(ClientSystem client, Supplier<CompletionStage<T>> then) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        client.runtime().schedule(SECOND, () -> over.complete(null));
        return over.thenCompose(nothing -> then.get());
    }

    static String why(Outcome<Reply> outcome) {
        if (outcome instanceof Undelivered<Reply> undelivered) {
            return undelivered.reason();
        }
        if (outcome instanceof Doubtful<Reply> doubtful) {
            return doubtful.entry().reason();
        }
        if (outcome instanceof TurnedDown<Reply> turnedDown) {
            return String.valueOf(turnedDown.error().getMessage());
        }
        return outcome instanceof Answered<Reply> answered
                ? "the site answered " + answered.value().status()
                : "";
    }
}

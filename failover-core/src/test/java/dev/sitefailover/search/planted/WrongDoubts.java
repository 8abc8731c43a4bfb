package dev.sitefailover.search.planted;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.search.Wiring;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Client systems that handle what is in doubt wrongly. */
final class WrongDoubts {
    private static final ClientSystem ENGINE = ClientSystem.siteFailover();

    private WrongDoubts() {}

    /** What is in doubt lives in the memory of the client system, and ends with it. */
    static ClientSystem doubtsEndWithTheProcess() {
        return ClientSystem.siteFailover(wiring -> wiring.builder().register(new InDoubtRegister()));
    }

    /** What is in doubt is listed, and nobody ever asks. */
    static ClientSystem nobodyEnquires() {
        Reconciler<Endpoint> idle = (endpoint, entry) -> CompletableFuture.completedFuture(Finding.UNKNOWN);
        return ClientSystem.siteFailover(wiring -> wiring.builder().reconciler(Wiring.SUBMISSION, idle));
    }

    /** At the end of the day whatever has not been answered is booked as not done. */
    static ClientSystem doubtsAreWrittenOffAtTheClose() {
        return wiring -> new Around(ENGINE.start(wiring)) {
            @Override
            public CompletionStage<Void> close() {
                writeOff(wiring);
                return super.close();
            }
        };
    }

    /** A new site, a clean sheet. */
    static ClientSystem doubtsAreWrittenOffAtASwitch() {
        return ClientSystem.siteFailover(wiring -> wiring.builder().listener(event -> {
            if (event instanceof SwitchEvent.Moved) {
                writeOff(wiring);
            }
        }));
    }

    private static void writeOff(Wiring wiring) {
        wiring.register().entries().forEach(entry -> wiring.register().settle(entry, Finding.ABSENT));
    }

    /** An acknowledgement that comes after all settles the doubt, from whichever site and epoch it comes. */
    static ClientSystem lateAnswersOfAnOldEpochAreAccepted() {
        return ClientSystem.siteFailover(wiring -> {
            Connector<Endpoint> right = wiring.connector();
            return wiring.builder(site -> right.open(site).thenApply(endpoint -> request -> {
                CompletionStage<Reply> reply = endpoint.send(request);
                return request instanceof Submission submission
                        ? reply.whenComplete((answer, error) -> {
                            if (answer instanceof Acknowledgement) {
                                settle(wiring, submission, Finding.APPLIED);
                            }
                        })
                        : reply;
            }));
        });
    }

    private static void settle(Wiring wiring, Submission submission, Finding finding) {
        InDoubtEntry entry = wiring.register().find(Wiring.SUBMISSION, submission.key());
        if (entry != null && wiring.register().settle(entry, finding)) {
            wiring.listener().settled(entry, finding);
        }
    }

    /** What a site does not have did not happen, however far its copy trails. */
    static ClientSystem notThereYetMeansAbsent() {
        return ClientSystem.siteFailover(
                wiring -> wiring.builder().reconciler(Wiring.SUBMISSION, hasty(wiring.reconciler())));
    }

    private static Reconciler<Endpoint> hasty(Reconciler<Endpoint> right) {
        return (endpoint, entry) -> right.find(endpoint, entry)
                .thenApply(finding -> finding == Finding.APPLIED ? Finding.APPLIED : Finding.ABSENT);
    }

    /** Likewise, and what did not happen is submitted again. */
    static ClientSystem notThereYetMeansSubmitAgain() {
        ClientSystem hasty = notThereYetMeansAbsent();
        return wiring -> new Around(hasty.start(wiring)) {
            @Override
            public CompletionStage<Outcome<Reply>> call(
                    Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
                return super.call(operation, key, function).whenComplete((outcome, error) -> {
                    if (outcome instanceof Outcome.Doubtful<Reply> doubtful) {
                        doubtful.entry().settled().thenAccept(finding -> {
                            if (finding == Finding.ABSENT) {
                                super.call(operation, key, function);
                            }
                        });
                    }
                });
            }
        };
    }

    /** The site that a submission was sent to is asked, also when calls go elsewhere by now. */
    static ClientSystem theSiteThatWasLeftIsAsked() {
        return ClientSystem.siteFailover(wiring -> {
            Reconciler<Endpoint> right = wiring.reconciler();
            Connector<Endpoint> way = wiring.connector();
            return wiring.builder().reconciler(Wiring.SUBMISSION, (endpoint, entry) -> way.open(entry.site())
                    .thenCompose(there -> right.find(there, entry)));
        });
    }
}

package dev.sitefailover.examples.e03_in_doubt;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.simulation.InflictedFault;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The submission took effect, its acknowledgement was lost. It is never sent again, and never forgotten. */
public final class InDoubt {
    private static final Operation SUBMIT = Operation.once("submit");

    private static final Reconciler<Endpoint> BY_ENQUIRY = (endpoint, entry) -> {
        Submission submission = Objects.requireNonNull(Submission.ofKey(entry.key()));
        return endpoint.send(new FindSubmission(submission.participant(), submission.number(), entry.sentAt()))
                .thenApply(InDoubt::finding);
    };

    private InDoubt() {}

    static List<String> run() {
        Simulation organiser = Simulation.seeded(1).start();
        List<String> story = new ArrayList<>();
        try (SiteFailover<Endpoint> client = SiteFailover.using(organiser.connector("P001"))
                .runtime(organiser.time())
                .sites(organiser.addresses())
                .reconciler(SUBMIT, BY_ENQUIRY)
                .start()) {
            organiser.time().await(client.whenRouted());

            InflictedFault fault =
                    organiser.site("primary").inflict(Fault.lostAck(1).always().affecting(Affects.BUSINESS));
            Submission submission = new Submission("P001", 1);
            Outcome<Reply> outcome = organiser
                    .time()
                    .await(client.tryCallAsync(SUBMIT, submission.key(), endpoint -> endpoint.send(submission)));
            if (outcome instanceof Outcome.Doubtful<Reply> doubtful) {
                InDoubtEntry entry = doubtful.entry();
                story.add(entry.key() + " is in doubt");
                fault.lift();
                organiser.runFor(Duration.ofSeconds(10));
                story.add(entry.key() + " was found " + organiser.time().await(entry.settled()));
            }
            story.add("still in doubt: " + client.inDoubt().entries().size());
            return List.copyOf(story);
        }
    }

    private static Finding finding(Reply reply) {
        if (reply instanceof FoundSubmission found) {
            return switch (found.disposition()) {
                case APPLIED -> Finding.APPLIED;
                case ABSENT -> Finding.ABSENT;
                case UNKNOWN -> Finding.UNKNOWN;
            };
        }
        return Finding.UNKNOWN;
    }

    public static void main(String[] args) {
        run().forEach(System.out::println);
    }
}

package dev.sitefailover.assertj;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SiteSettings;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** One client of two simulated sites, recorded. */
final class Outage implements AutoCloseable {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    static final Operation SUBMIT = Operation.once("submit");

    final Simulation organiser;
    final FailoverRecording recording;
    final SiteFailover<Endpoint> client;

    private Outage(Simulation organiser) {
        this.organiser = organiser;
        this.recording = FailoverRecording.in(organiser);
        this.client = SiteFailover.using(organiser.connector("P001"))
                .runtime(organiser.time())
                .sites(organiser.addresses())
                .probe((endpoint, site) -> endpoint.send(new ProbePing("P001")).thenApply(Outage::health))
                .reconciler(SUBMIT, (endpoint, entry) -> find(endpoint, entry))
                .listener(recording)
                .start();
    }

    /** The secondary is closed until promoted. */
    static Outage standby() {
        return new Outage(Simulation.seeded(1).start());
    }

    /** Both sites are open. */
    static Outage bothOpen() {
        return new Outage(Simulation.seeded(1)
                .site(SiteSettings.of("primary").servingAlways())
                .site(SiteSettings.of("secondary").servingAlways())
                .start());
    }

    /** Enquires once a second, until that much time has passed. */
    Outage enquiringFor(Duration lasting) {
        long end = organiser.time().nanoTime() + lasting.toNanos();
        while (organiser.time().nanoTime() < end) {
            enquire();
            organiser.runFor(Duration.ofSeconds(1));
        }
        return this;
    }

    CompletionStage<Outcome<Reply>> enquire() {
        return client.tryCallAsync(ENQUIRY, null, endpoint -> endpoint.send(new Enquiry("P001", 1)));
    }

    CompletionStage<Outcome<Reply>> submit(long number) {
        Submission submission = new Submission("P001", number);
        return client.tryCallAsync(SUBMIT, submission.key(), endpoint -> endpoint.send(submission));
    }

    private static CompletionStage<Finding> find(Endpoint endpoint, InDoubtEntry entry) {
        Submission submission = Objects.requireNonNull(Submission.ofKey(entry.key()));
        return endpoint.send(new FindSubmission(submission.participant(), submission.number(), entry.sentAt()))
                .thenApply(reply -> reply instanceof FoundSubmission found
                        ? Finding.valueOf(found.disposition().name())
                        : Finding.UNKNOWN);
    }

    private static ProbeResult health(Reply reply) {
        return reply instanceof Pong pong && pong.position().health() == Health.SERVING
                ? ProbeResult.serving()
                : ProbeResult.standby("not promoted");
    }

    @Override
    public void close() {
        client.close();
    }
}

package com.example.gateway;

import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The gateway's client, spoken by a simulated site: the one class your tests need. */
final class SimulatedClient implements ClearingClient {
    static final String PARTICIPANT = "P001";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final VirtualTime time;
    private final Endpoint site;

    SimulatedClient(Simulation organiser, String siteId) {
        this.time = organiser.time();
        this.site = organiser.endpoint(PARTICIPANT, siteId);
    }

    @Override
    public void submit(long instruction) throws IOException {
        Reply reply = ask(new Submission(PARTICIPANT, instruction));
        if (reply.status() == Reply.Status.CLOSED) {
            throw new ClosedException("not open for business");
        }
    }

    @Override
    public boolean has(long instruction) throws IOException {
        return ask(new FindSubmission(PARTICIPANT, instruction, time.instant())) instanceof FoundSubmission found
                && found.disposition() == Disposition.APPLIED;
    }

    @Override
    public boolean isOpen() throws IOException {
        return ask(new ProbePing(PARTICIPANT)) instanceof Pong pong && pong.position() == Position.SERVING;
    }

    /** Waits for the answer while virtual time passes, and throws what a socket would. */
    private Reply ask(Request request) throws IOException {
        CompletableFuture<Reply> reply =
                site.send(request).toCompletableFuture().copy();
        time.schedule(TIMEOUT, () -> reply.completeExceptionally(new SocketTimeoutException("no answer")));
        try {
            return time.await(reply);
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException timeout) {
                throw timeout;
            }
            boolean arrived = !(e.getCause() instanceof EndpointException lost) || lost.delivery() == Delivery.IN_DOUBT;
            throw arrived ? new IOException("connection lost", e) : new ConnectException("connection refused");
        }
    }

    /** The probe: asked by the library between the gateway's calls, so it must not wait. */
    CompletionStage<ProbeResult> probe() {
        return site.send(new ProbePing(PARTICIPANT))
                .thenApply(reply -> reply instanceof Pong pong && pong.position() == Position.SERVING
                        ? ProbeResult.serving()
                        : ProbeResult.standby("not promoted"));
    }

    /** The enquiry about a call in doubt; must not wait either. */
    CompletionStage<Finding> find(InDoubtEntry entry) {
        Instant sentAt = entry.sentAt();
        return site.send(new FindSubmission(PARTICIPANT, Long.parseLong(entry.key()), sentAt))
                .thenApply(reply -> reply instanceof FoundSubmission found
                        ? Finding.valueOf(found.disposition().name())
                        : Finding.UNKNOWN);
    }
}

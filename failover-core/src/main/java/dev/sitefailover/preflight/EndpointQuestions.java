package dev.sitefailover.preflight;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Through a ready-made endpoint that is opened and never logged on: a second logon could throw the first one out. */
final class EndpointQuestions implements Questions {
    private final Connector<Endpoint> connector;
    private final Endpoint endpoint;
    private final Duration timeout;

    private EndpointQuestions(Connector<Endpoint> connector, Endpoint endpoint, Duration timeout) {
        this.connector = connector;
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    static EndpointQuestions open(Connector<Endpoint> connector, Site site, Duration timeout) throws Exception {
        return new EndpointQuestions(connector, await(connector.open(site), timeout), timeout);
    }

    @Override
    public Answer ask(ClearingRequest request) throws Exception {
        Instant askedAt = Instant.now();
        long began = System.nanoTime();
        Reply reply = await(endpoint.send(request), timeout);
        long took = System.nanoTime() - began;
        ClearingReply answer =
                reply instanceof ClearingReply clearing ? clearing : ClearingCodec.decodeReply(reply.body());
        return new Answer(answer, null, askedAt, took);
    }

    private static <T> T await(CompletionStage<T> stage, Duration timeout) throws Exception {
        return stage.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        connector.close(endpoint);
    }
}

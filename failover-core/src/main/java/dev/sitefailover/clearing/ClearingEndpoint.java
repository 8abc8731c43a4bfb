package dev.sitefailover.clearing;

import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A live endpoint that speaks the clearing business: replies that come as bytes are read as {@link ClearingReply}.
 * Cancelling what {@link #send} returned cancels the request underneath.
 */
public final class ClearingEndpoint implements Endpoint {
    private static final int SHOWN = 60;

    private final Endpoint inner;

    private ClearingEndpoint(Endpoint inner) {
        this.inner = inner;
    }

    /** That connector, with endpoints that speak clearing. */
    public static Connector<Endpoint> over(Connector<Endpoint> connector) {
        return new Speaking(connector);
    }

    /** The endpoint underneath, e.g. to ask how its name was resolved. */
    public Endpoint inner() {
        return inner;
    }

    @Override
    public CompletionStage<Reply> send(Request request) {
        CompletableFuture<Reply> raw = inner.send(request).toCompletableFuture();
        CompletableFuture<Reply> read = new CompletableFuture<>();
        CompletionStage<Reply> outcome = read;
        CompletionStage<Reply> answered = raw;
        outcome.whenComplete((reply, error) -> {
            if (read.isCancelled()) {
                raw.cancel(true);
            }
        });
        answered.whenComplete((reply, error) -> {
            if (error != null) {
                read.completeExceptionally(error);
                return;
            }
            try {
                read.complete(read(reply));
            } catch (RuntimeException notClearing) {
                read.completeExceptionally(notClearing);
            }
        });
        return outcome;
    }

    /** A status that is no success needs no body to be understood; a success does. */
    private static Reply read(Reply reply) {
        if (!(reply instanceof BytesReply)) {
            return reply;
        }
        ClearingReply said;
        try {
            said = ClearingCodec.decodeReply(reply.body());
        } catch (IllegalArgumentException unreadable) {
            return switch (reply.status()) {
                case CLOSED -> Refusal.CLOSED;
                case FAILED -> Refusal.FAILED;
                case BUSINESS_ERROR -> new Refusal(reply.status(), excerpt(reply.body()));
                case OK ->
                    throw new EndpointException(
                            Delivery.IN_DOUBT,
                            "the site answered something that is no clearing message: " + excerpt(reply.body()),
                            unreadable);
            };
        }
        // what carried the reply has the last word on whether the request was done
        return said.status() == reply.status() || reply.status() == Reply.Status.OK
                ? said
                : new Refusal(reply.status(), said instanceof Refusal refusal ? refusal.reason() : "status only");
    }

    private static String excerpt(byte[] body) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(body.length, SHOWN); i++) {
            text.append(body[i] >= ' ' && body[i] < 127 ? (char) body[i] : '.');
        }
        return (body.length == 0 ? "nothing" : '"' + text.toString() + '"') + (body.length > SHOWN ? "..." : "");
    }

    private record Speaking(Connector<Endpoint> connector) implements Connector<Endpoint> {
        @Override
        public CompletionStage<Endpoint> open(Site site) {
            return connector.open(site).thenApply(ClearingEndpoint::new);
        }

        @Override
        public CompletionStage<Void> activate(Endpoint client, Site site, Epoch epoch) {
            return connector.activate(inner(client), site, epoch);
        }

        @Override
        public CompletionStage<Void> deactivate(Endpoint client, Site site, Epoch epoch) {
            return connector.deactivate(inner(client), site, epoch);
        }

        @Override
        public boolean blocks(Site site) {
            return connector.blocks(site);
        }

        @Override
        public boolean recovers(Site site) {
            return connector.recovers(site);
        }

        @Override
        public CompletionStage<Presence> presence(Site site) {
            return connector.presence(site);
        }

        @Override
        public boolean keepsClients(Site site) {
            return connector.keepsClients(site);
        }

        @Override
        public void abandon(Endpoint client, Thread caller) {
            connector.abandon(inner(client), caller);
        }

        @Override
        public void close(Endpoint client) {
            connector.close(inner(client));
        }

        private static Endpoint inner(Endpoint client) {
            return client instanceof ClearingEndpoint clearing ? clearing.inner : client;
        }
    }
}

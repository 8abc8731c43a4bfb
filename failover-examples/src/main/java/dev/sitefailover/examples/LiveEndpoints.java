package dev.sitefailover.examples;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How participants of a live rehearsal reach a site: by the scheme of its address. */
final class LiveEndpoints {
    private LiveEndpoints() {}

    static Connector<Endpoint> connector() {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        return site -> CompletableFuture.completedFuture(request -> {
            HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(site.address() + "/" + request.operation()))
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
            String key = request.key();
            if (key != null) {
                http.header("Idempotency-Key", key);
            }
            return client.sendAsync(http.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .handle((response, error) -> {
                        if (error != null) {
                            Throwable cause = error instanceof CompletionException ? error.getCause() : error;
                            throw new EndpointException(
                                    cause instanceof ConnectException ? Delivery.NOT_SENT : Delivery.IN_DOUBT,
                                    "" + cause);
                        }
                        return reply(response);
                    });
        });
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        try {
            return ClearingCodec.decodeReply(response.body());
        } catch (IllegalArgumentException e) {
            return response.statusCode() == 503 || response.statusCode() == 429 ? Refusal.CLOSED : Refusal.FAILED;
        }
    }
}

package dev.sitefailover.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sitefailover.routing.FailureClassifier;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Requests to one site and what becomes of them, waited for no longer than half a minute. */
public final class Asking {

    private Asking() {}

    public static Request request(String operation, @Nullable String key, String body) {
        return new Request() {
            @Override
            public String operation() {
                return operation;
            }

            @Override
            public @Nullable String key() {
                return key;
            }

            @Override
            public byte[] body() {
                return body.getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    public static Request probe() {
        return request("probe", null, "{}");
    }

    public static Endpoint open(Connector<Endpoint> connector, Site site) throws Exception {
        return get(connector.open(site));
    }

    public static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    public static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    /** What a request to that site fails with, be it on connecting, on logging on or later. */
    public static EndpointException failure(Connector<Endpoint> connector, Site site, Request request) {
        Throwable error = catchThrowable(() -> {
            Endpoint endpoint = open(connector, site);
            try {
                if (!request.operation().equals("probe")) {
                    get(connector.activate(endpoint, site, new Epoch(1)));
                }
                get(endpoint.send(request));
            } finally {
                connector.close(endpoint);
            }
        });
        return endpointException(error);
    }

    public static EndpointException endpointException(@Nullable Throwable error) {
        if (error == null) {
            throw new AssertionError("nothing failed");
        }
        Throwable inner = FailureClassifier.unwrap(error);
        assertThat(inner).isInstanceOf(EndpointException.class);
        return (EndpointException) inner;
    }

    /** That failure, with the site and its address named and those words in it. */
    public static void assertFailure(EndpointException failure, Site site, Delivery delivery, String... words) {
        assertThat(failure)
                .hasMessageContaining("site " + site.id())
                .hasMessageContaining(site.address().toString());
        assertThat(failure).hasMessageContainingAll(words);
        assertThat(failure.delivery()).as(failure.getMessage()).isEqualTo(delivery);
    }
}

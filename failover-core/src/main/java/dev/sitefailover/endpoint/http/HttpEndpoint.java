package dev.sitefailover.endpoint.http;

import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.endpoint.LiveEndpoint;
import dev.sitefailover.endpoint.NameLookup;
import dev.sitefailover.endpoint.NameResolution;
import dev.sitefailover.endpoint.TlsSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One site over HTTP. A request is a POST to {@code address/operation}; its key travels as {@code Idempotency-Key} and,
 * once activated, the epoch as {@code Site-Epoch}. The client underneath may pick a pooled connection that the site is
 * just closing: such a request is in doubt, since only the site knows whether it was read, and it is not sent again.
 */
final class HttpEndpoint implements LiveEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
    private static final long IDLE_SECONDS = 10;
    /** From leaving to ending what is connected and outstanding. */
    private static final Duration BEHIND = Duration.ofMillis(10);

    private final HttpSettings settings;
    private final Site site;
    private final NameLookup names;
    private final EngineRuntime runtime;
    private final HttpFailures failures;
    private final Executor threads;
    private final String base;
    private final AtomicLong sent = new AtomicLong();
    private final Map<Long, CompletableFuture<Reply>> outstanding = new ConcurrentHashMap<>();
    private volatile NameResolution resolution;
    private volatile HttpClient client;
    private volatile Epoch epoch = Epoch.NONE;
    private volatile boolean closed;

    HttpEndpoint(Site site, HttpSettings settings, NameLookup names, NameResolution resolution, EngineRuntime runtime) {
        this.site = site;
        this.names = names;
        this.settings = settings;
        this.resolution = resolution;
        this.runtime = runtime;
        this.failures = new HttpFailures(site, settings);
        String address = site.address().toString();
        this.base = address.endsWith("/") ? address : address + "/";
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), body -> {
                    Thread thread = new Thread(body, "site-" + site + "-http");
                    thread.setDaemon(true);
                    return thread;
                });
        this.client = connecting();
    }

    private HttpClient connecting() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(settings.version())
                .executor(threads);
        if ("https".equals(site.address().getScheme().toLowerCase(Locale.ROOT))) {
            TlsSettings tls = settings.tls();
            builder.sslContext((tls == null ? TlsSettings.system() : tls).context());
        }
        return builder.build();
    }

    @Override
    public NameResolution resolution() {
        return resolution;
    }

    @Override
    public CompletionStage<Reply> send(Request request) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        CompletionStage<Reply> outcome = reply;
        long number = sent.incrementAndGet();
        outstanding.put(number, reply);
        if (closed) {
            outstanding.remove(number);
            return CompletableFuture.failedFuture(failures.closedBefore());
        }
        CompletableFuture<HttpResponse<byte[]>> exchange;
        try { // throws for what HTTP cannot carry, say a key with a line break
            exchange = client.sendAsync(post(request), response -> {
                BoundedBody body = new BoundedBody(settings.mostBody());
                CompletionStage<byte[]> all = body.getBody();
                all.thenAccept(bytes -> threads.execute(() -> answered(reply, response, bytes)));
                return body;
            });
        } catch (RuntimeException e) { // on Java 21 and later also: the client was closed meanwhile
            outstanding.remove(number);
            return CompletableFuture.failedFuture(closed ? failures.closedBefore() : failures.unwritable(e));
        }
        EngineRuntime.Timer timeout = runtime.schedule(
                settings.requestTimeout(),
                () -> threads.execute(() ->
                        reply.completeExceptionally(failures.timedOut()))); // its caller's code is not for the timer
        outcome.whenComplete((answer, error) -> {
            outstanding.remove(number);
            timeout.cancel();
            if (error != null) {
                exchange.cancel(true); // does nothing to one that is complete
            }
        });
        CompletionStage<HttpResponse<byte[]>> responded = exchange;
        responded.whenComplete((response, error) -> {
            if (error != null) {
                reply.completeExceptionally(closed ? failures.closedMeanwhile() : failures.of(error));
            }
        });
        return outcome;
    }

    /**
     * Not by way of the exchange's own stage: where there are two processors or fewer, the JDK starts a new thread for
     * each completion of those.
     */
    private void answered(CompletableFuture<Reply> reply, HttpResponse.ResponseInfo response, byte[] body) {
        try {
            reply.complete(answer(response, body));
        } catch (RuntimeException notAnAnswer) {
            reply.completeExceptionally(notAnAnswer);
        }
    }

    /** Ends all that is outstanding before the client, so that each ends with its own words. */
    @Override
    public void close() {
        HttpClient last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = client;
        }
        // behind: what is outstanding belongs to callers, whose code must not run on the thread that leaves the site;
        // and a moment later, so that ending dozens of exchanges does not compete with the first calls at the next site
        runtime.schedule(
                BEHIND,
                () -> threads.execute(() -> {
                    for (CompletableFuture<Reply> reply : List.copyOf(outstanding.values())) {
                        reply.completeExceptionally(failures.closedMeanwhile());
                    }
                    Shutdown.now(last);
                }));
    }

    CompletionStage<Void> activate(Epoch granted) {
        epoch = granted;
        return names.again(resolution, runtime).thenCompose(found -> {
            lead(found);
            return warmUp();
        });
    }

    /** The pooled connections of a name that leads elsewhere now are not used any more; what is on them may end. */
    private synchronized void lead(NameResolution found) {
        boolean elsewhere = !found.leadsWhere(resolution);
        resolution = found;
        if (elsewhere && !closed) {
            HttpClient old = client;
            client = connecting();
            LOG.atInfo().addKeyValue("site", site.id()).log("site {} leads elsewhere: {}", site, found);
            runtime.schedule(settings.connectTimeout(), () -> threads.execute(() -> Shutdown.now(old)));
        }
    }

    /** Completes when the connections stand or the bound is over, never exceptionally. */
    CompletionStage<Void> warmUp() {
        WarmUp warmUp = settings.warmUp();
        Request request = warmUp.request();
        if (request == null) {
            return CompletableFuture.completedFuture(null);
        }
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < warmUp.connections(); i++) {
            replies.add(send(request).toCompletableFuture());
        }
        CompletableFuture<Void> warm = new CompletableFuture<>();
        EngineRuntime.Timer bound = runtime.schedule(warmUp.bound(), () -> warm.complete(null));
        CompletionStage<Void> all = CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
        all.whenComplete((nothing, error) -> {
            bound.cancel();
            warm.complete(null);
        });
        return warm;
    }

    private HttpRequest post(Request request) {
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(base + request.operation()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
        settings.headers().forEach(post::setHeader);
        Epoch current = epoch;
        if (current.isAfter(Epoch.NONE)) {
            post.header("Site-Epoch", current.toString());
        }
        @Nullable String key = request.key();
        if (key != null) {
            post.header("Idempotency-Key", key);
        }
        return post.build();
    }

    private Reply answer(HttpResponse.ResponseInfo response, byte[] body) {
        int code = response.statusCode();
        if (code / 100 == 3) {
            throw new EndpointException(
                    Delivery.REFUSED,
                    failures.about("answered " + code + " (to "
                            + response.headers().firstValue("Location").orElse("nowhere")
                            + "); redirects are not followed"));
        }
        return new BytesReply(status(code), body);
    }

    private static Reply.Status status(int code) {
        if (code / 100 == 2) {
            return Reply.Status.OK;
        }
        return switch (code) {
            case 429, 503 -> Reply.Status.CLOSED;
            case 408 -> Reply.Status.FAILED;
            default -> code / 100 == 4 ? Reply.Status.BUSINESS_ERROR : Reply.Status.FAILED;
        };
    }
}

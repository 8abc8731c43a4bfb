package dev.sitefailover.examples.bench;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.Enquiry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What many gateways have today: a circuit breaker around the primary and a fallback to the secondary, call by call.
 * It knows nothing of promotion, epochs or doubt; it is here because it is fast when a process dies.
 */
final class WithFallback implements Contender {
    private static final byte[] BODY = ClearingCodec.encode(new Enquiry("P001", 1));

    private final HttpClient http;
    private final URI primary;
    private final URI secondary;
    private final CircuitBreaker breaker;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bench-keep-warm");
        thread.setDaemon(true);
        return thread;
    });

    WithFallback(URI primary, URI secondary, Duration connect) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .build();
        this.primary = primary;
        this.secondary = secondary;
        this.breaker = CircuitBreaker.of(
                "primary",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    @Override
    public CompletionStage<String> call(long number) {
        CompletableFuture<String> result = new CompletableFuture<>();
        breaker.executeCompletionStage(() -> ask(primary, "primary")).whenComplete((site, error) -> {
            if (error == null) {
                result.complete(site);
            } else {
                ask(secondary, "secondary").whenComplete((other, again) -> {
                    if (again == null) {
                        result.complete(other);
                    } else {
                        result.completeExceptionally(again);
                    }
                });
            }
        });
        return result;
    }

    private CompletionStage<String> ask(URI site, String id) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(site + "/enquiry"))
                .timeout(FailoverBench.RESPONSE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(BODY))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).thenApply(response -> {
            if (response.statusCode() != 200) {
                throw new CompletionException("status " + response.statusCode(), null);
            }
            return id;
        });
    }

    @Override
    public void ready() {
        // the other site is kept warm here as well, at the rate at which the engine's probes do
        var unused = timer.scheduleAtFixedRate(
                () -> ask(secondary, "secondary").exceptionally(error -> ""),
                0,
                FailoverBench.PROBING.interval().toMillis(),
                java.util.concurrent.TimeUnit.MILLISECONDS);
        ask(primary, "primary").toCompletableFuture().join();
        ask(secondary, "secondary").toCompletableFuture().join();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

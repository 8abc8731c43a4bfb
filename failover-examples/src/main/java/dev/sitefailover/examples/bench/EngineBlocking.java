package dev.sitefailover.examples.bench;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The engine around a client that blocks: on the caller's thread, or handed over to another. */
final class EngineBlocking implements Contender {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final ClearingRequest ONE_RECORD = new Enquiry("P001", 1);

    private final EngineRuntime runtime = EngineRuntime.system();
    private final ExecutorService callers = threads("bench-caller");
    private final ExecutorService workers = threads("bench-worker");
    private final SiteFailover<Client> engine;

    /** A client that blocks until the site answers. */
    interface Client {
        byte[] post(ClearingRequest request) throws IOException, InterruptedException;
    }

    /** {@link HttpClient#send}, which an interrupt ends. */
    static Client interruptible(Site site) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(FailoverBench.CONNECT)
                .build();
        return request -> {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(URI.create(site.address() + "/" + request.operation()))
                            .timeout(FailoverBench.RESPONSE)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return ok(response.statusCode(), response.body());
        };
    }

    /** {@link HttpURLConnection}, which knows only its own timeouts. */
    static Client stubborn(Site site) {
        return request -> {
            HttpURLConnection connection = (HttpURLConnection) URI.create(site.address() + "/" + request.operation())
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout((int) FailoverBench.CONNECT.toMillis());
            connection.setReadTimeout((int) FailoverBench.RESPONSE.toMillis());
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.getOutputStream().write(request.body());
            int status = connection.getResponseCode();
            try (InputStream in = connection.getInputStream()) {
                return ok(status, in.readAllBytes());
            }
        };
    }

    private static byte[] ok(int status, byte[] body) throws IOException {
        if (status != 200) {
            throw new IOException("status " + status);
        }
        return body;
    }

    EngineBlocking(List<Site> sites, boolean interruptible, boolean handOver) {
        var builder = SiteFailover.<Client>connecting(
                        interruptible ? EngineBlocking::interruptible : EngineBlocking::stubborn)
                .sites(sites)
                .runtime(runtime)
                .probe(probe())
                .probing(FailoverBench.PROBING)
                .callTimeout(FailoverBench.RESPONSE);
        engine = handOver ? builder.handOver(workers).start() : builder.start();
    }

    private static HealthProbe<Client> probe() {
        return HealthProbe.blocking((Client client) -> {
            ClearingCodec.decodeReply(client.post(ONE_RECORD));
            return ProbeResult.serving();
        });
    }

    @Override
    public CompletionStage<String> call(long number) {
        CompletableFuture<String> result = new CompletableFuture<>();
        callers.execute(() -> {
            var outcome = engine.tryCall(ENQUIRY, null, client -> client.post(ONE_RECORD));
            if (outcome instanceof Answered<byte[]> answered) {
                result.complete(answered.site().id());
            } else {
                result.completeExceptionally(new IllegalStateException(outcome.toString()));
            }
        });
        return result;
    }

    @Override
    public void ready() {
        try {
            engine.whenRouted().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("no site could be reached: " + engine.status(), e);
        }
    }

    @Override
    public void close() {
        engine.close();
        runtime.close();
        callers.shutdownNow();
        workers.shutdownNow();
    }

    private static ExecutorService threads(String name) {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}

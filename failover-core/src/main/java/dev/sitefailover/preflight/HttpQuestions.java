package dev.sitefailover.preflight;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Over HTTP, by hand and not through an endpoint: the Date header tells the site's time. */
final class HttpQuestions implements Questions {
    /** Greetings and probes are tiny; more than this is something else. */
    private static final int MOST = 64 * 1024;

    private final HttpClient client;
    private final String address;
    private final Duration timeout;

    /** @param context null where TLS is not spoken */
    HttpQuestions(URI address, @Nullable SSLContext context, Duration timeout) {
        this.address = address.toString().endsWith("/") ? address.toString() : address + "/";
        this.timeout = timeout;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        this.client = (context == null ? builder : builder.sslContext(context)).build();
    }

    @Override
    public Answer ask(ClearingRequest request) throws Exception {
        HttpRequest post = HttpRequest.newBuilder(URI.create(address + request.operation()))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .build();
        Instant askedAt = Instant.now();
        long began = System.nanoTime();
        AtomicReference<@Nullable InputStream> stream = new AtomicReference<>();
        CompletableFuture<Answer> answer = client.sendAsync(post, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(response -> {
                    stream.set(response.body());
                    return read(response, askedAt, began);
                });
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            answer.cancel(true);
            InputStream body = stream.get();
            if (body != null) {
                body.close(); // it may never end
            }
        }
    }

    private static Answer read(HttpResponse<InputStream> response, Instant askedAt, long began) {
        try {
            byte[] body = response.body().readNBytes(MOST);
            long took = System.nanoTime() - began;
            if (response.statusCode() < 200 || response.statusCode() > 299) {
                throw new IOException("HTTP " + response.statusCode());
            }
            Instant date = response.headers()
                    .firstValue("Date")
                    .map(HttpQuestions::date)
                    .orElse(null);
            return new Answer(ClearingCodec.decodeReply(body), date, askedAt, took);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static @Nullable Instant date(String header) {
        try {
            return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}

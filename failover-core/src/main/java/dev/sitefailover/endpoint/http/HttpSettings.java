package dev.sitefailover.endpoint.http;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.endpoint.TlsSettings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an HTTP endpoint connects. Immutable; {@code with...} methods copy. Redirects are never followed: a site that
 * sends its clients elsewhere is not the site that was meant.
 *
 * @param connectTimeout until a connection stands; default 2 s
 * @param requestTimeout from sending to the last byte of the answer; the endpoint's own outer bound, since the engine's
 *     deadline per call is shorter; default 30 s
 * @param tls whom to trust; null for {@link TlsSettings#system()}, which is read when an https site is opened; default null
 * @param version HTTP_1_1 by default: with one connection per request in flight a hanging request delays no other
 * @param mostBody the longest answer taken, in bytes; default 16 MiB
 * @param headers sent with every request; default none
 * @param warmUp connections made ahead; default none
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration requestTimeout,
        @Nullable TlsSettings tls,
        HttpClient.Version version,
        int mostBody,
        Map<String, String> headers,
        WarmUp warmUp) {
    private static final HttpSettings DEFAULTS = new HttpSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            null,
            HttpClient.Version.HTTP_1_1,
            16 << 20,
            Map.of(),
            WarmUp.NONE);

    public HttpSettings {
        positive("connectTimeout", connectTimeout);
        positive("requestTimeout", requestTimeout);
        requireNonNull(version, "version");
        requireNonNull(warmUp, "warmUp");
        if (mostBody < 1) {
            throw new IllegalArgumentException("mostBody must be >= 1, was " + mostBody);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static HttpSettings defaults() {
        return DEFAULTS;
    }

    public HttpSettings withConnectTimeout(Duration timeout) {
        return new HttpSettings(timeout, requestTimeout, tls, version, mostBody, headers, warmUp);
    }

    public HttpSettings withRequestTimeout(Duration timeout) {
        return new HttpSettings(connectTimeout, timeout, tls, version, mostBody, headers, warmUp);
    }

    public HttpSettings withTls(TlsSettings newTls) {
        return new HttpSettings(connectTimeout, requestTimeout, newTls, version, mostBody, headers, warmUp);
    }

    public HttpSettings withVersion(HttpClient.Version newVersion) {
        return new HttpSettings(connectTimeout, requestTimeout, tls, newVersion, mostBody, headers, warmUp);
    }

    public HttpSettings withMostBody(int bytes) {
        return new HttpSettings(connectTimeout, requestTimeout, tls, version, bytes, headers, warmUp);
    }

    /** With one more header, or another value for it. */
    public HttpSettings withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpSettings(connectTimeout, requestTimeout, tls, version, mostBody, more, warmUp);
    }

    public HttpSettings withWarmUp(WarmUp newWarmUp) {
        return new HttpSettings(connectTimeout, requestTimeout, tls, version, mostBody, headers, newWarmUp);
    }

    static void positive(String field, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(field + " must be > PT0S, was " + value);
        }
    }
}

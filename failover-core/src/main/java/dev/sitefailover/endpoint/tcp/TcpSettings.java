package dev.sitefailover.endpoint.tcp;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.endpoint.TlsSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a TCP endpoint connects. Immutable; {@code with...} methods copy.
 *
 * @param identity who logs on; default {@code participant}
 * @param connectTimeout until a connection stands, TLS included, for each address of the site; default 2 s
 * @param logonTimeout until a logon is answered; default 5 s
 * @param requestTimeout until a request is answered; the endpoint's own outer bound, since the engine's deadline per call
 *     is shorter; default 30 s
 * @param heartbeat a side that sent nothing for this long says so; three such intervals without hearing anything close
 *     the connection; default 2 s
 * @param tls whom to trust; null for {@link TlsSettings#system()}, which is read when a tcps site is opened; default null
 */
public record TcpSettings(
        String identity,
        Duration connectTimeout,
        Duration logonTimeout,
        Duration requestTimeout,
        Duration heartbeat,
        @Nullable TlsSettings tls) {
    private static final TcpSettings DEFAULTS = new TcpSettings(
            "participant",
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            null);

    public TcpSettings {
        requireNonNull(identity, "identity");
        positive("connectTimeout", connectTimeout);
        positive("logonTimeout", logonTimeout);
        positive("requestTimeout", requestTimeout);
        positive("heartbeat", heartbeat);
    }

    public static TcpSettings defaults() {
        return DEFAULTS;
    }

    public TcpSettings withIdentity(String newIdentity) {
        return new TcpSettings(newIdentity, connectTimeout, logonTimeout, requestTimeout, heartbeat, tls);
    }

    public TcpSettings withConnectTimeout(Duration timeout) {
        return new TcpSettings(identity, timeout, logonTimeout, requestTimeout, heartbeat, tls);
    }

    public TcpSettings withLogonTimeout(Duration timeout) {
        return new TcpSettings(identity, connectTimeout, timeout, requestTimeout, heartbeat, tls);
    }

    public TcpSettings withRequestTimeout(Duration timeout) {
        return new TcpSettings(identity, connectTimeout, logonTimeout, timeout, heartbeat, tls);
    }

    public TcpSettings withHeartbeat(Duration interval) {
        return new TcpSettings(identity, connectTimeout, logonTimeout, requestTimeout, interval, tls);
    }

    public TcpSettings withTls(TlsSettings newTls) {
        return new TcpSettings(identity, connectTimeout, logonTimeout, requestTimeout, heartbeat, newTls);
    }

    /** Between a millisecond and a day: a heartbeat travels as a number of milliseconds. */
    static void positive(String field, Duration value) {
        if (value.toMillis() < 1 || value.toDays() > 1) {
            throw new IllegalArgumentException(field + " must be from PT0.001S to PT24H, was " + value);
        }
    }
}

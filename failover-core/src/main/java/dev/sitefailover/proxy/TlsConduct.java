package dev.sitefailover.proxy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** What a {@link ScriptedTls} does with a connection. Immutable, safe for use by several threads. */
public final class TlsConduct {

    /** Plays on one connection; when it returns, the connection is closed. */
    interface Script {
        void play(Socket client, SSLContext tls) throws IOException;
    }

    private static final String NOT_TLS = "220 you have reached a server that does not speak TLS\r\n";

    final Script script;
    private final String words;

    private TlsConduct(String words, Script script) {
        this.words = words;
        this.script = script;
    }

    /** After the handshake: waits until something is asked, answers it with these bytes and closes in good order. */
    public static TlsConduct answering(byte[] payload) {
        byte[] copy = payload.clone();
        return new TlsConduct(
                "answers with " + copy.length + " bytes, then closes",
                (client, tls) -> TlsScenes.answer(client, tls, copy));
    }

    /** The same in UTF-8. */
    public static TlsConduct answering(String payload) {
        return answering(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Accepts and never speaks: no handshake, not even a close. */
    public static TlsConduct silent() {
        return new TlsConduct("never speaks", (client, tls) -> TlsScenes.untilTheyLeave(client.getInputStream()));
    }

    /**
     * Closes in the middle of the handshake.
     *
     * @param bytes of its own first flight (server hello, certificate and so on, some 800 in all) that it still sends; 0 or
     *     more. More than there are: it closes when the client answers them.
     */
    public static TlsConduct closingAfter(int bytes) {
        ProxyBounds.notNegative("bytes", bytes);
        return new TlsConduct(
                "closes after " + bytes + " bytes of its handshake",
                (client, tls) -> TlsScenes.closeInTheHandshake(client, tls, bytes));
    }

    /**
     * Answers the client's hello with a fatal alert.
     *
     * @param description its number, from 0 to 255 (RFC 8446, appendix B.2), e.g. 40 handshake_failure, 42
     *     bad_certificate, 70 protocol_version, 80 internal_error, 112 unrecognized_name
     */
    public static TlsConduct alerting(int description) {
        if (description < 0 || description > 255) {
            throw new IllegalArgumentException("description must be from 0 to 255, was " + description);
        }
        byte[] alert = {21, 3, 3, 0, 2, 2, (byte) description};
        return new TlsConduct(
                "answers the hello with alert " + description,
                (client, tls) -> TlsScenes.answerTheHello(client, alert));
    }

    /** Answers the client's hello with what is no TLS: somebody plain listens here. */
    public static TlsConduct garbage() {
        return new TlsConduct(
                "answers the hello with plain text",
                (client, tls) -> TlsScenes.answerTheHello(client, NOT_TLS.getBytes(StandardCharsets.US_ASCII)));
    }

    /** After the handshake: passes what is said on to a real server without TLS, and what that answers back. */
    public static TlsConduct relayingTo(String host, int port) {
        requireNonNull(host, "host");
        return new TlsConduct(
                "relays to " + host + ":" + port, (client, tls) -> TlsScenes.relay(client, tls, host, port));
    }

    @Override
    public String toString() {
        return words;
    }
}

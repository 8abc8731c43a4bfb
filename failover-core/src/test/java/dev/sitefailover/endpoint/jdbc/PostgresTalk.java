package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.endpoint.BadSite;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/** As much of PostgreSQL's protocol 3 (its manual, chapter 53) as a driver needs to be lulled. */
final class PostgresTalk {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int LOGON_OK = 0;

    private final DataInputStream in;
    private final DataOutputStream out;

    PostgresTalk(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    /** A server that answers statements until one begins with that word, which is left to somebody else. */
    static BadSite.Behaviour until(String word, BadSite.Behaviour then) {
        return visit -> {
            PostgresTalk talk = new PostgresTalk(visit.in(), visit.out());
            talk.logon();
            if (talk.answerUntil(word)) {
                then.handle(visit);
            }
        };
    }

    /** A server that takes TLS with that certificate, and answers whatever it is asked. */
    static BadSite.Behaviour overTls(SSLContext certificate) {
        return visit -> {
            PostgresTalk plain = new PostgresTalk(visit.in(), visit.out());
            plain.in.readInt();
            if (plain.in.readInt() != SSL_REQUEST) {
                throw new IOException("not asked for TLS");
            }
            visit.out().write('S');
            try (Socket tls = certificate.getSocketFactory().createSocket(visit.socket(), null, true)) {
                PostgresTalk talk = new PostgresTalk(tls.getInputStream(), tls.getOutputStream());
                talk.logon();
                talk.answerUntil("nothing");
            }
        };
    }

    private void logon() throws IOException {
        in.skipNBytes(in.readInt() - 4);
        send('R', LOGON_OK);
        parameter("server_version", "17.0");
        parameter("client_encoding", "UTF8");
        parameter("DateStyle", "ISO, MDY");
        parameter("integer_datetimes", "on");
        parameter("standard_conforming_strings", "on");
        ready('I');
    }

    /** False when the client left first. */
    private boolean answerUntil(String word) throws IOException {
        boolean inTransaction = false;
        while (true) {
            int type = in.read();
            if (type != 'Q') {
                return false;
            }
            byte[] text = in.readNBytes(in.readInt() - 4);
            String sql = new String(text, 0, text.length - 1, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
            if (sql.startsWith(word.toUpperCase(Locale.ROOT))) {
                return true;
            }
            inTransaction = sql.startsWith("BEGIN") || (inTransaction && !sql.startsWith("COMMIT"));
            string('C', sql.startsWith("INSERT") ? "INSERT 0 1" : sql.split(" ", 2)[0]);
            ready(inTransaction ? 'T' : 'I');
        }
    }

    private void parameter(String name, String value) throws IOException {
        string('S', name + '\0' + value);
    }

    private void string(char type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(type);
        out.writeInt(bytes.length + 5);
        out.write(bytes);
        out.writeByte(0);
    }

    private void send(char type, int value) throws IOException {
        out.writeByte(type);
        out.writeInt(8);
        out.writeInt(value);
    }

    private void ready(char state) throws IOException {
        out.writeByte('Z');
        out.writeInt(5);
        out.writeByte(state);
        out.flush();
    }
}

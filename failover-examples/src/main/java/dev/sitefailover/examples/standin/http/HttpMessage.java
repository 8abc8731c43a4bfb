package dev.sitefailover.examples.standin.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request or a response as it was read.
 *
 * @param start the first line
 * @param headers by lower-case name; of several with one name the last
 * @param body empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared never
record HttpMessage(String start, Map<String, String> headers, byte[] body) {
    private static final int LONGEST_HEAD = 16 * 1024;

    /** The message breaks the rules; {@link #status} is what to answer. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;
        final int status;

        Malformed(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** The next message; null when the other side is done. */
    static @Nullable HttpMessage read(InputStream in, int longestBody) throws IOException {
        int first = in.read();
        while (first == '\r' || first == '\n') {
            first = in.read();
        }
        if (first < 0) {
            return null;
        }
        int[] left = {LONGEST_HEAD};
        String start = (char) first + line(in, left);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new Malformed(400, "a header line without a name");
            }
            headers.put(
                    line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return new HttpMessage(start, headers, body(in, headers, longestBody, left));
    }

    private static byte[] body(InputStream in, Map<String, String> headers, int longest, int[] left)
            throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks(in, longest, left);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return new byte[0];
        }
        return exactly(in, number(length, 10, longest));
    }

    private static byte[] chunks(InputStream in, int longest, int[] left) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            left[0] = LONGEST_HEAD;
            String line = line(in, left);
            int semicolon = line.indexOf(';');
            int size = number(semicolon < 0 ? line : line.substring(0, semicolon), 16, longest - all.size());
            if (size == 0) {
                while (!line(in, left).isEmpty()) {
                    // trailers say nothing to us
                }
                return all.toByteArray();
            }
            all.writeBytes(exactly(in, size));
            line(in, left);
        }
    }

    private static int number(String text, int radix, int most) throws IOException {
        long number;
        try {
            number = Long.parseLong(text.trim(), radix);
        } catch (NumberFormatException e) {
            throw new Malformed(400, "a length that is no number");
        }
        if (number < 0) {
            throw new Malformed(400, "a negative length");
        }
        if (number > most) {
            throw new Malformed(413, "the body is longer than " + most + " bytes");
        }
        return (int) number;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended inside a message");
        }
        return bytes;
    }

    private static String line(InputStream in, int[] left) throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the connection ended inside a message");
            }
            if (c == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            if (--left[0] < 0) {
                throw new Malformed(431, "the headers are longer than " + LONGEST_HEAD + " bytes");
            }
            line.append((char) c);
        }
    }

    boolean keepsAlive() {
        String connection = headers.getOrDefault("connection", "");
        return start.endsWith("HTTP/1.0")
                ? connection.equalsIgnoreCase("keep-alive")
                : !connection.toLowerCase(Locale.ROOT).contains("close");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

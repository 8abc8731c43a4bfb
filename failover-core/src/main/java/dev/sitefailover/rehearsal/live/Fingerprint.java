package dev.sitefailover.rehearsal.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The running digest of one participant's events. Used in that participant's order. */
final class Fingerprint {
    private final MessageDigest digest = sha256();
    private final ByteBuffer figures = ByteBuffer.allocate(32);
    private long events;

    void add(long nanos, int type, long a, long b) {
        figures.clear();
        figures.putLong(nanos).putLong(type).putLong(a).putLong(b).flip();
        digest.update(figures);
        events++;
    }

    void add(long nanos, String type, String text) {
        add(nanos, -1, type.length(), text.length());
        digest.update(type.getBytes(StandardCharsets.UTF_8));
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    long events() {
        return events;
    }

    /** Of all so far; more may follow. */
    String soFar() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    static String total(List<String> digests) {
        MessageDigest total = sha256();
        digests.forEach(each -> total.update(each.getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(total.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

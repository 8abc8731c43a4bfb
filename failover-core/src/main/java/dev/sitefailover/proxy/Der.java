package dev.sitefailover.proxy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The few values of a certificate in ASN.1's distinguished encoding (X.690). */
final class Der {
    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);

    private Der() {}

    /** Tag, length, content. */
    static byte[] value(int tag, byte[]... content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : content) {
            all.writeBytes(each);
        }
        byte[] bytes = all.toByteArray();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (bytes.length < 0x80) {
            value.write(bytes.length);
        } else {
            byte[] length = BigInteger.valueOf(bytes.length).toByteArray();
            int leading = length[0] == 0 ? 1 : 0; // the sign's, which a length has not
            value.write(0x80 | (length.length - leading));
            value.write(length, leading, length.length - leading);
        }
        value.writeBytes(bytes);
        return value.toByteArray();
    }

    static byte[] sequence(byte[]... values) {
        return value(0x30, values);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] yes() {
        return value(0x01, new byte[] {(byte) 0xff});
    }

    static byte[] octets(byte[] bytes) {
        return value(0x04, bytes);
    }

    /** Bits, the last {@code unused} of which do not count. */
    static byte[] bits(int unused, byte... bytes) {
        return value(0x03, new byte[] {(byte) unused}, bytes);
    }

    /** An object identifier written with dots. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    bytes.write(0x80 | ((arc >>> shift) & 0x7f));
                }
            }
            bytes.write(arc & 0x7f);
        }
        return value(0x06, bytes.toByteArray());
    }

    /** To the second; until 2049 with two digits of the year, as RFC 5280 (4.1.2.5) has it. */
    static byte[] time(Instant instant) {
        ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
        boolean isShort = utc.getYear() >= 1950 && utc.getYear() < 2050;
        String text = (isShort ? UTC_TIME : GENERALIZED_TIME).format(utc);
        return value(isShort ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
    }
}

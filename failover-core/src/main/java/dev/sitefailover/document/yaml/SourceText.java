package dev.sitefailover.document.yaml;

import java.util.Locale;

/**
 * Turns a file's bytes into text. Bytes that are not UTF-8 and characters that YAML does not allow are reported at their
 * places and replaced, so that the rest can still be read; a file full of them is cut off.
 */
final class SourceText {
    static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_BAD = 20;
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final Problems problems;
    private final StringBuilder text;
    private int line = 1;
    private int column = 1;
    private int bad;
    private boolean cut;

    private SourceText(byte[] bytes, Problems problems) {
        this.bytes = bytes;
        this.problems = problems;
        this.text = new StringBuilder(bytes.length);
    }

    /**
     * The text.
     *
     * @param content what could be decoded
     * @param cut whether more came that could not
     */
    record Decoded(String content, boolean cut) {}

    static Decoded decode(byte[] bytes, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            problems.add(
                    Place.FILE,
                    "the file is larger than 1 MiB (1048576 bytes)",
                    problems.noun() + " is at most that large");
            return new Decoded("", true);
        }
        if (alternates(bytes)
                || startsWith(bytes, 0xFF, 0xFE)
                || startsWith(bytes, 0xFE, 0xFF)
                || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            problems.add(Place.FILE, "the file is UTF-16 or UTF-32", problems.noun() + " is UTF-8");
            return new Decoded("", true);
        }
        SourceText source = new SourceText(bytes, problems);
        source.run();
        return new Decoded(source.text.toString(), source.cut);
    }

    /** Every other of the first bytes is zero: UTF-16 without a mark. */
    private static boolean alternates(byte[] bytes) {
        return bytes.length >= 4
                && (bytes[0] == 0) != (bytes[1] == 0)
                && (bytes[0] == 0) == (bytes[2] == 0)
                && (bytes[1] == 0) == (bytes[3] == 0);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private void run() {
        int at = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        while (at < bytes.length && !cut) {
            int length = sequenceLength(at);
            if (length == 0) {
                String hex = Integer.toHexString(bytes[at] & 0xFF).toUpperCase(Locale.ROOT);
                reject("byte 0x" + (hex.length() == 1 ? "0" : "") + hex + " is not UTF-8");
                at++;
            } else {
                take(codePoint(at, length));
                at += length;
            }
        }
    }

    /** Of the character that starts here, 0 when none does: Unicode's table of well-formed byte sequences. */
    private int sequenceLength(int at) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        for (int i = 1; i < length; i++) {
            int next = bytes[at + i] & 0xFF;
            if (next < least || next > most) {
                return 0;
            }
            least = 0x80;
            most = 0xBF;
        }
        return length;
    }

    private int codePoint(int at, int length) {
        int lead = bytes[at] & 0xFF;
        if (length == 1) {
            return lead;
        }
        int point = lead & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            point = (point << 6) | (bytes[at + i] & 0x3F);
        }
        return point;
    }

    private void take(int point) {
        if (!isAllowed(point)) {
            reject("character " + Shown.name(point) + " is not allowed in YAML");
            return;
        }
        boolean secondOfBreak = point == '\n' && text.length() > 0 && text.charAt(text.length() - 1) == '\r';
        text.appendCodePoint(point);
        if (secondOfBreak) {
            return;
        }
        if (point == '\n' || point == '\r') {
            line++;
            column = 1;
        } else if (point != 0xFEFF) {
            column++;
        }
    }

    private void reject(String what) {
        problems.add(new Place(line, column), what, problems.noun() + " is UTF-8 text without control characters");
        text.append(REPLACEMENT);
        column++;
        cut = ++bad == MOST_BAD;
    }

    /** What YAML 1.2 calls printable. */
    private static boolean isAllowed(int point) {
        return (point >= 0x20 && point <= 0x7E)
                || point == '\t'
                || point == '\n'
                || point == '\r'
                || point == 0x85
                || (point >= 0xA0 && point != 0xFFFE && point != 0xFFFF);
    }
}

package dev.sitefailover.rehearsal.reader;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The types of values that are text. Quoted and plain scalars are both text as written. */
final class Texts {
    /** Free text. Line breaks become blanks: a title stands in tables and calendars. */
    static final Type<String> TEXT = new Type<>("allowed is text that is not blank", scalar -> {
        String text = scalar.text();
        checkCharacters(text, true);
        String oneLine = text.replaceAll("[ \t]*[\n\r\u0085\u2028\u2029][\\s\u0085\u2028\u2029]*", " ")
                .strip();
        checkNotBlank(oneLine);
        return oneLine;
    });

    /** An id or name: exactly as written. */
    static final Type<String> ID = new Type<>("allowed is text on one line that is not blank", scalar -> {
        checkCharacters(scalar.text(), false);
        checkNotBlank(scalar.text());
        return scalar.text();
    });

    static final Type<URI> ENDPOINT =
            new Type<>("allowed is a URI with a scheme, such as sim:primary or https://host:8443", scalar -> {
                try {
                    URI uri = new URI(scalar.text());
                    if (uri.isAbsolute()) {
                        return uri;
                    }
                    throw new Wrong(Shown.quoted(scalar.text()) + " is a URI without a scheme");
                } catch (URISyntaxException e) {
                    throw new Wrong(Shown.quoted(scalar.text()) + " is not a URI");
                }
            });

    static final Type<Boolean> TRUTH = new Type<>("allowed are true, false (without quotes)", scalar -> {
        return switch (scalar.plain() ? scalar.text() : "") {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw new Wrong(Shown.quoted(scalar.text()) + " is neither true nor false");
        };
    });

    private Texts() {}

    /** The address of a simulated site; any id makes a URI. */
    static URI simulated(String id) {
        StringBuilder out = new StringBuilder("sim:");
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            out.append(unreserved ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return URI.create(out.toString());
    }

    private static void checkNotBlank(String text) throws Wrong {
        if (text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw new Wrong("the text is blank");
        }
    }

    /** Reports are XML, JSON and HTML: what none of them can hold has no place in a rundown either. */
    private static void checkCharacters(String text, boolean severalLines) throws Wrong {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            boolean lineBreak = c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
            boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
            boolean control = Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF || surrogate;
            boolean blank = lineBreak || c == '\t';
            if (blank ? !severalLines : control) {
                throw new Wrong("the text holds the character " + Shown.name(c));
            }
        }
    }
}

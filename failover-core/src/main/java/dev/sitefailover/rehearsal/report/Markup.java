package dev.sitefailover.rehearsal.report;

import java.util.Locale;

/** Writes elements; every text and attribute value goes through {@link Escape}, so no caller can forget it. */
final class Markup {
    private static final int LONG = 28;

    private final StringBuilder out = new StringBuilder();

    /** @param attributes names and values in turn */
    Markup open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(Escape.attribute(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    Markup close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** An element that holds only text. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** An SVG element without content. */
    Markup shape(String tag, String... attributes) {
        return open(tag, attributes).close(tag);
    }

    Markup text(String text) {
        out.append(Escape.markup(text));
        return this;
    }

    /** Somebody else's words: their writing direction stays their own, and overlong ones may be broken anywhere. */
    Markup words(String text) {
        return hasLongWord(text) ? element("bdi", text, "class", "long") : element("bdi", text);
    }

    private static boolean hasLongWord(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = Character.isWhitespace(text.charAt(i)) ? 0 : run + 1;
            if (run > LONG) {
                return true;
            }
        }
        return false;
    }

    Markup line() {
        out.append('\n');
        return this;
    }

    /** A piece made by this class elsewhere, or a constant of this room. */
    Markup raw(CharSequence trusted) {
        out.append(trusted);
        return this;
    }

    /** A coordinate: two decimals at most. */
    static String n(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith("00") ? text.substring(0, text.length() - 3) : text;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

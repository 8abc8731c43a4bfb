package dev.sitefailover.rehearsal.report;

/** Makes any text harmless in the place it is put; what cannot be shown there becomes U+FFFD. */
final class Escape {
    private static final char REPLACEMENT = '\uFFFD';

    private Escape() {}

    /** For element content and quoted attributes, of XML and HTML alike. */
    static String markup(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(point) ? point : REPLACEMENT);
            }
        });
        return out.toString();
    }

    /** As {@link #markup}, and line ends and tabs survive the normalisation of attribute values. */
    static String attribute(String text) {
        return markup(text).replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;");
    }

    /** For one line of a terminal or a text file: no control characters, no line ends, no change of direction. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> out.appendCodePoint(
                        isBlankControl(point) ? ' ' : isXml(point) && !isHidden(point) ? point : REPLACEMENT));
        return out.toString();
    }

    private static boolean isBlankControl(int point) {
        return point == '\t' || point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029;
    }

    private static boolean isHidden(int point) {
        return (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200E
                || point == 0x200F;
    }

    /** XML 1.0's characters, less the C1 controls, which it discourages. */
    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point < 0x7F)
                || (point >= 0xA0 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || (point >= 0x10000 && point <= 0x10FFFF && (point & 0xFFFE) != 0xFFFE);
    }
}

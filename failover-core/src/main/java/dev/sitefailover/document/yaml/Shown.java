package dev.sitefailover.document.yaml;

/** Text from outside, made fit to be shown: one line, no control characters, not too long. */
public final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    /** In quotes, shortened. */
    public static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    private static String shortened(String text) {
        int points = text.codePointCount(0, Math.min(text.length(), 4 * LONGEST));
        if (points <= LONGEST) {
            return clean(text);
        }
        return clean(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "...";
    }

    /** Not shortened. */
    public static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isVisible(point)) {
                out.appendCodePoint(point);
            } else {
                out.append(name(point));
            }
        });
        return out.toString();
    }

    /** The character's number as people look it up: {@code U+0000}. */
    static String name(int point) {
        String hex = Integer.toHexString(point).toUpperCase(java.util.Locale.ROOT);
        return "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

package dev.sitefailover.document.yaml;

/** The types of values that are text. Quoted and plain scalars are both text as written. */
public final class Texts {
    /** Free text. Line breaks become blanks: a title stands in tables and calendars. */
    public static final Type<String> TEXT = new Type<>("allowed is text that is not blank", scalar -> {
        String text = scalar.text();
        checkCharacters(text, true);
        String oneLine = text.replaceAll("[ \t]*[\n\r\u0085\u2028\u2029][\\s\u0085\u2028\u2029]*", " ")
                .strip();
        checkNotBlank(oneLine);
        return oneLine;
    });

    /** An id or name: exactly as written. */
    public static final Type<String> ID = new Type<>("allowed is text on one line that is not blank", scalar -> {
        checkCharacters(scalar.text(), false);
        checkNotBlank(scalar.text());
        return scalar.text();
    });

    /** {@code true} or {@code false}. */
    public static final Type<Boolean> TRUTH = new Type<>("allowed are true, false (without quotes)", scalar -> {
        return switch (scalar.plain() ? scalar.text() : "") {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw new Wrong(Shown.quoted(scalar.text()) + " is neither true nor false");
        };
    });

    private Texts() {}

    private static void checkNotBlank(String text) throws Wrong {
        if (text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw new Wrong("the text is blank");
        }
    }

    /** Reports are XML, JSON and HTML: what none of them can hold has no place in a document either. */
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

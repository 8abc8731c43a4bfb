package dev.sitefailover.document.yaml;

import java.util.regex.Pattern;

/** The types of values that are numbers, as YAML 1.2's core schema writes them; a quoted number is text. */
public final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("([-+]?)0*([0-9]+)");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern SPECIAL = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    /** Digits of which any number fits into a long. */
    private static final int SAFE_DIGITS = 15;

    /** From 0 to 1. */
    public static final Type<Double> PROBABILITY = fraction("allowed is a number from 0 to 1", 0, 1);

    private Numbers() {}

    /** A whole number within bounds. */
    public static Type<Integer> count(int least, int most) {
        return new Type<>("allowed is a whole number from " + least + " to " + most, scalar -> {
            long value = whole(scalar);
            if (value < least || value > most) {
                throw new Wrong(Shown.quoted(scalar.text()) + (value < least ? " is too small" : " is too large"));
            }
            return (int) value;
        });
    }

    /** Any whole number of 64 bits, to the last digit. */
    public static final Type<Long> LONG =
            new Type<>("allowed is a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE, scalar -> {
                if (scalar.plain() && DECIMAL.matcher(scalar.text()).matches()) {
                    try {
                        return Long.parseLong(scalar.text());
                    } catch (NumberFormatException e) {
                        throw new Wrong(Shown.quoted(scalar.text()) + " does not fit");
                    }
                }
                throw new Wrong(Shown.quoted(scalar.text()) + " is not a whole number");
            });

    /** A finite number within bounds. */
    public static Type<Double> fraction(String allowed, double least, double most) {
        return new Type<>(allowed, scalar -> {
            double value = real(scalar);
            if (value < least || value > most) {
                throw new Wrong(Shown.quoted(scalar.text()) + (value < least ? " is too small" : " is too large"));
            }
            // 0.0 for -0.0: it would show.
            return value + 0.0;
        });
    }

    /** Far numbers come back as the farthest long. */
    private static long whole(Node.Scalar scalar) throws Wrong {
        String text = scalar.text();
        if (!scalar.plain()) {
            throw new Wrong(Shown.quoted(text) + " is quoted and so text, not a number");
        }
        if (HEX.matcher(text).matches()) {
            return parsed(text.substring(2), 16, false);
        }
        if (OCTAL.matcher(text).matches()) {
            return parsed(text.substring(2), 8, false);
        }
        var decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            return parsed(decimal.group(2), 10, decimal.group(1).equals("-"));
        }
        throw new Wrong(Shown.quoted(text) + " is not a whole number");
    }

    private static long parsed(String digits, int radix, boolean negative) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > SAFE_DIGITS) {
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return Long.parseLong(significant, radix) * (negative ? -1 : 1);
    }

    private static double real(Node.Scalar scalar) throws Wrong {
        String text = scalar.text();
        if (!scalar.plain()) {
            throw new Wrong(Shown.quoted(text) + " is quoted and so text, not a number");
        }
        if (SPECIAL.matcher(text).matches()) {
            throw new Wrong(Shown.quoted(text) + " is not a finite number");
        }
        if (FLOAT.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        if (HEX.matcher(text).matches() || OCTAL.matcher(text).matches()) {
            return whole(scalar);
        }
        throw new Wrong(Shown.quoted(text) + " is not a number");
    }
}

package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Evidence as text for people; programs read it in report.json. */
final class EvidenceText {
    private EvidenceText() {}

    /** A line for each entry, or nothing. */
    static String lines(Evidence evidence, Times times) {
        StringBuilder text = new StringBuilder();
        evidence.entries().forEach((name, value) -> text.append(Escape.line(name))
                .append(": ")
                .append(Escape.line(value(value, times)))
                .append('\n'));
        return text.toString();
    }

    /** "sinceLoss" and "in-doubt" as "since loss" and "in doubt". */
    static String name(String name) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean hump = c >= 'A' && c <= 'Z' && i > 0 && name.charAt(i - 1) >= 'a' && name.charAt(i - 1) <= 'z';
            boolean wordStart = hump && (i + 1 == name.length() || !Character.isUpperCase(name.charAt(i + 1)));
            words.append(wordStart ? " " : "").append(wordStart ? Character.toLowerCase(c) : c == '_' ? ' ' : c);
        }
        return words.toString();
    }

    static String value(Object value, Times times) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> e.getKey() + " " + value(e.getValue(), times))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> value(item, times)).collect(Collectors.joining(", "));
        }
        if (value instanceof Duration duration) {
            return Times.human(duration);
        }
        if (value instanceof Instant instant) {
            return times.iso(instant);
        }
        if (value instanceof Integer || value instanceof Long) {
            return Times.count(((Number) value).longValue());
        }
        return value.toString();
    }
}

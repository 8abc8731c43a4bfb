package dev.sitefailover.examples;

import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.fault.Slow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A fault as a rundown writes it, in JSON: its kind, and its parameters under their names. */
final class FaultJson {
    private FaultJson() {}

    static String of(Occurrence occurrence) {
        StringJoiner fields = new StringJoiner(",", "{", "}");
        Fault fault = occurrence.fault();
        add(fields, "fault", fault.kind());
        if (fault instanceof Slow slow) {
            slow(fields, slow.by());
        } else {
            parameters(fields, fault);
        }
        occurrence.lasting().ifPresent(lasting -> add(fields, "for", lasting));
        if (occurrence.affects() != Affects.BOTH) {
            add(fields, "affects", occurrence.affects());
        }
        return fields.toString();
    }

    private static void slow(StringJoiner fields, Slow.By by) {
        if (by instanceof Slow.Spread spread) {
            fields.add("\"latency\":{\"p50\":\"" + spread.p50() + "\",\"p99\":\"" + spread.p99() + "\"}");
        } else {
            parameters(fields, by);
        }
    }

    private static void parameters(StringJoiner fields, Object record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                add(fields, component.getName(), component.getAccessor().invoke(record));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("the parameters of " + record + " cannot be read", e);
            }
        }
    }

    private static void add(StringJoiner fields, String name, Object value) {
        if (value instanceof List<?> list && list.isEmpty()) {
            return;
        }
        fields.add("\"" + name + "\":" + json(value));
    }

    private static String json(Object value) {
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            StringJoiner items = new StringJoiner(",", "[", "]");
            list.forEach(item -> items.add(json(item)));
            return items.toString();
        }
        String text = value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value.toString();
        return "\"" + text + "\"";
    }
}

package dev.sitefailover.proxy;

import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Phase;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules as text: a kind and settings, separated by blanks or commas. */
final class RuleText {
    private static final Map<String, List<String>> KINDS = kinds();
    private static final List<String> COMMON = List.of("direction", "first", "probability", "after", "for");

    private final String kind;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private RuleText(String text) {
        String[] words = text.strip().split("[,\\s]+");
        kind = words[0];
        List<String> known = KINDS.get(kind);
        if (known == null) {
            throw new IllegalArgumentException("unknown fault " + (kind.isEmpty() ? "\"\"" : kind) + "; known are "
                    + String.join(", ", KINDS.keySet()));
        }
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !(known.contains(name) || COMMON.contains(name))) {
                throw new IllegalArgumentException(kind + ": " + word + " is no setting; write name=value with "
                        + String.join(", ", known) + (known.isEmpty() ? "" : ", ") + String.join(", ", COMMON));
            }
            if (settings.put(name, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(kind + ": " + name + " is given twice");
            }
        }
    }

    private static Map<String, List<String>> kinds() {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("refuse", List.of());
        kinds.put("blackhole", List.of());
        kinds.put("crash", List.of());
        kinds.put("reset", List.of("phase"));
        kinds.put("hang", List.of("bytes"));
        kinds.put("unplug", List.of("bytes"));
        kinds.put("cut", List.of("bytes"));
        kinds.put("slow", List.of("latency", "p50", "p99"));
        kinds.put("bandwidth", List.of("rate"));
        kinds.put("slice", List.of("bytes", "pause"));
        kinds.put("slow-close", List.of("delay"));
        kinds.put("flap", List.of("up", "down"));
        return kinds;
    }

    static ProxyRule parse(String text) {
        return new RuleText(text).rule();
    }

    private ProxyRule rule() {
        ProxyRule rule = ProxyRule.of(fault());
        String direction = settings.get("direction");
        if (direction != null) {
            rule = rule.on(oneOf("direction", direction, Direction.values()));
        }
        rule = rule.forFirst((int) Math.min(Integer.MAX_VALUE, number("first", 0)))
                .after(duration("after", Duration.ZERO));
        String probability = settings.get("probability");
        if (probability != null) {
            rule = rule.withProbability(decimal(probability));
        }
        return settings.containsKey("for") ? rule.lasting(duration("for", null)) : rule;
    }

    private ProxyFault fault() {
        return switch (kind) {
            case "refuse" -> ProxyFault.refuse();
            case "blackhole" -> ProxyFault.blackhole();
            case "crash" -> ProxyFault.crash();
            case "reset" ->
                ProxyFault.reset(oneOf("phase", settings.getOrDefault("phase", "response"), Phase.values()));
            case "hang" -> ProxyFault.hangAfter(number("bytes", 0));
            case "unplug" -> ProxyFault.unplugAfter(number("bytes", 0));
            case "cut" -> ProxyFault.cutAfter(number("bytes", 0));
            case "slow" -> slow();
            case "bandwidth" -> ProxyFault.bandwidth(number("rate", null));
            case "slice" ->
                ProxyFault.slice(
                        (int) Math.min(Integer.MAX_VALUE, number("bytes", 1L)), duration("pause", Duration.ZERO));
            case "slow-close" -> ProxyFault.slowClose(duration("delay", null));
            default ->
                ProxyFault.flap(duration("up", Duration.ofSeconds(10)), duration("down", Duration.ofSeconds(10)));
        };
    }

    private ProxyFault slow() {
        if (settings.containsKey("latency")) {
            if (settings.containsKey("p50") || settings.containsKey("p99")) {
                throw new IllegalArgumentException("slow: give latency, or p50 and p99");
            }
            return ProxyFault.slow(duration("latency", null));
        }
        return ProxyFault.slow(duration("p50", null), duration("p99", null));
    }

    private long number(String name, @Nullable Number otherwise) {
        String value = settings.get(name);
        if (value == null) {
            return orMissing(name, otherwise).longValue();
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(kind + ": " + name + " must be a whole number, was " + value, e);
        }
    }

    private double decimal(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(kind + ": probability must be a number, was " + value, e);
        }
    }

    private Duration duration(String name, @Nullable Duration otherwise) {
        String value = settings.get(name);
        if (value == null) {
            return orMissing(name, otherwise);
        }
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    kind + ": " + name + " must be a duration such as PT0.2S, was " + value, e);
        }
    }

    private <T> T orMissing(String name, @Nullable T otherwise) {
        if (otherwise == null) {
            throw new IllegalArgumentException(kind + ": " + name + " is missing");
        }
        return otherwise;
    }

    private <E extends Enum<E>> E oneOf(String name, String value, E[] values) {
        return Arrays.stream(values)
                .filter(each -> lower(each).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind + ": " + name + " must be one of "
                        + Arrays.stream(values).map(RuleText::lower).toList() + ", was " + value));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String of(ProxyRule rule) {
        StringBuilder text = new StringBuilder(rule.fault().kind());
        settingsOf(rule.fault())
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(value));
        if (rule.direction() != rule.fault().usualDirection()) {
            text.append(" direction=").append(lower(rule.direction()));
        }
        if (rule.first() > 0) {
            text.append(" first=").append(rule.first());
        }
        if (rule.probability() != 1) {
            text.append(" probability=").append(rule.probability());
        }
        if (!rule.after().isZero()) {
            text.append(" after=").append(rule.after());
        }
        Optional<Duration> lasting = rule.lasting();
        lasting.ifPresent(value -> text.append(" for=").append(value));
        return text.toString();
    }

    private static Map<String, Object> settingsOf(ProxyFault fault) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (fault instanceof ProxyFault.Reset reset) {
            settings.put("phase", lower(reset.phase()));
        } else if (fault instanceof ProxyFault.Hang hang) {
            settings.put("bytes", hang.afterBytes());
        } else if (fault instanceof ProxyFault.Unplug unplug) {
            settings.put("bytes", unplug.afterBytes());
        } else if (fault instanceof ProxyFault.Cut cut) {
            settings.put("bytes", cut.afterBytes());
        } else if (fault instanceof ProxyFault.Slow slow) {
            settings.put("p50", slow.p50());
            settings.put("p99", slow.p99());
        } else if (fault instanceof ProxyFault.Bandwidth bandwidth) {
            settings.put("rate", bandwidth.bytesPerSecond());
        } else if (fault instanceof ProxyFault.Slice slice) {
            settings.put("bytes", slice.bytes());
            settings.put("pause", slice.pause());
        } else if (fault instanceof ProxyFault.SlowClose slowClose) {
            settings.put("delay", slowClose.delay());
        } else if (fault instanceof ProxyFault.Flap flap) {
            settings.put("up", flap.up());
            settings.put("down", flap.down());
        }
        return settings;
    }
}

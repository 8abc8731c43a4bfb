package dev.sitefailover.preflight;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one check found at one site. Immutable.
 *
 * @param site the site's id
 * @param value what was found, in words
 * @param advice the way out; empty when nothing is to be done
 * @param details the same for programs: text and whole numbers (Long) by name, the unit in the name
 */
public record Finding(String site, Check check, Level level, String value, String advice, Map<String, Object> details) {

    public Finding {
        requireNonNull(check, "check");
        requireNonNull(level, "level");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        details.forEach((name, detail) -> {
            if (!(detail instanceof String || detail instanceof Long)) {
                throw new IllegalArgumentException(
                        "detail " + name + " must be text or a whole number, was " + detail.getClass());
            }
        });
    }

    static Finding ok(String site, Check check, String value) {
        return new Finding(site, check, Level.OK, value, "", Map.of());
    }

    /** Nobody says; which is no fault. */
    static Finding notTold(String site, Check check, String why) {
        return ok(site, check, "not told: " + why);
    }

    static Finding warn(String site, Check check, String value, String advice) {
        return new Finding(site, check, Level.WARN, value, advice, Map.of());
    }

    static Finding fail(String site, Check check, String value, String advice) {
        return new Finding(site, check, Level.FAIL, value, advice, Map.of());
    }

    Finding with(String name, Object detail) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, detail);
        return new Finding(site, check, level, value, advice, more);
    }
}

package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.document.yaml.Wrong;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The type of time zones: ids of the IANA database. Fixed offsets are rejected, for they know no daylight saving. */
final class Zones {
    static final Type<ZoneId> ZONE =
            new Type<>("allowed is an IANA time zone such as Asia/Hong_Kong or Europe/London", scalar -> {
                Set<String> ids = ids();
                if (!ids.contains(scalar.text())) {
                    throw new Wrong(Shown.quoted(scalar.text()) + " is not a known time zone"
                            + Type.suggestion(scalar.text(), ids));
                }
                return ZoneId.of(scalar.text());
            });

    private Zones() {}

    private static Set<String> ids() {
        return ZoneId.getAvailableZoneIds().stream()
                // Java's own, not IANA's.
                .filter(id -> !id.startsWith("SystemV/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

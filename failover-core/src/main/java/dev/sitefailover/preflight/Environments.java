package dev.sitefailover.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A production site and a test site in one list is the worst of mistakes: a move would leave the real business. */
final class Environments {
    private Environments() {}

    static List<Finding> compared(List<Finding> findings) {
        List<String> told = findings.stream()
                .map(finding -> finding.details().get("environment"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .distinct()
                .toList();
        if (told.size() < 2) {
            return findings;
        }
        List<Finding> compared = new ArrayList<>();
        for (Finding finding : findings) {
            boolean plain = finding.details().get("environment") == null || finding.level() == Level.FAIL;
            compared.add(
                    plain
                            ? finding
                            : new Finding(
                                    finding.site(),
                                    finding.check(),
                                    Level.FAIL,
                                    finding.value() + "; the sites tell different environments: "
                                            + String.join(" and ", told),
                                    "Give addresses of one environment only.",
                                    finding.details()));
        }
        return compared;
    }
}

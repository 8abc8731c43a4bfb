package dev.sitefailover.rehearsal.result;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One objective and the worst case measured.
 *
 * @param name {@code rto}, {@code clientRto} or {@code rpo}
 * @param target the most that is allowed; null when the rundown sets none, then it is reported and not judged
 * @param actual the worst case; null when it could not be measured
 * @param verdict PASSED or FAILED; SKIPPED when there was nothing to judge
 */
public record ObjectiveResult(String name, @Nullable Duration target, @Nullable Duration actual, Verdict verdict) {

    public ObjectiveResult {
        Checks.notBlank("objective name", name);
        Checks.oneOf("objective verdict", verdict, Verdict.PASSED, Verdict.FAILED, Verdict.SKIPPED);
        if (verdict == Verdict.PASSED && target != null && actual != null && actual.compareTo(target) > 0) {
            throw new IllegalArgumentException(
                    "objective " + name + " must not be PASSED over its target, was " + actual + " > " + target);
        }
    }
}

package dev.sitefailover.rehearsal.result;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one step of a session came out.
 *
 * @param kind as in the rundown, for instance {@code site-failover}
 * @param title what people call it; the kind when not given
 * @param optional whether its failure leaves the session's verdict alone
 * @param plannedAt its {@code at}, when the rundown gives one
 * @param startedAt null when it did not start
 * @param endedAt null when it did not start
 * @param verdict PASSED, FAILED or SKIPPED
 * @param passed how many participants passed it
 * @param failed how many participants failed it
 * @param detail why; empty when there is nothing to say
 * @param evidence what it can show
 * @param late by how much of the plan's time it started after {@code plannedAt}; null without either
 */
public record StepResult(
        String kind,
        String title,
        boolean optional,
        @Nullable Instant plannedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Verdict verdict,
        int passed,
        int failed,
        String detail,
        Evidence evidence,
        @Nullable Duration late) {

    public StepResult {
        Checks.notBlank("step kind", kind);
        Checks.oneOf("step verdict", verdict, Verdict.PASSED, Verdict.FAILED, Verdict.SKIPPED);
        Checks.notNegative("step passed", passed);
        Checks.notNegative("step failed", failed);
        Checks.ordered("step startedAt", startedAt, "endedAt", endedAt);
    }

    /** Where plan and time are the same: late by what lies between {@code plannedAt} and {@code startedAt}. */
    public StepResult(
            String kind,
            String title,
            boolean optional,
            @Nullable Instant plannedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            Verdict verdict,
            int passed,
            int failed,
            String detail,
            Evidence evidence) {
        this(
                kind,
                title,
                optional,
                plannedAt,
                startedAt,
                endedAt,
                verdict,
                passed,
                failed,
                detail,
                evidence,
                plannedAt == null || startedAt == null ? null : Duration.between(plannedAt, startedAt));
    }

    /** A step that did not start. */
    public static StepResult skipped(
            String kind, String title, boolean optional, @Nullable Instant plannedAt, String detail) {
        return new StepResult(
                kind, title, optional, plannedAt, null, null, Verdict.SKIPPED, 0, 0, detail, Evidence.none());
    }

    /** How long after its planned time it started; null without either. Never negative: a step never starts early. */
    public @Nullable Duration lateness() {
        return late;
    }

    /** How long it took; null when it did not start. */
    public @Nullable Duration took() {
        return startedAt == null || endedAt == null ? null : Duration.between(startedAt, endedAt);
    }

    /** Whether it makes its session fail. */
    public boolean failsSession() {
        return !optional && verdict != Verdict.PASSED;
    }
}

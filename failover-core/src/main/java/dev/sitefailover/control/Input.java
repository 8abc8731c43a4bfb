package dev.sitefailover.control;

import dev.sitefailover.health.SiteHealth;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;

/** What the controller is told, one at a time. Answers carry the number of the procedure whose effect they answer. */
public sealed interface Input {

    /** Start, belonging to that site. */
    record Start(Site initial) implements Input {}

    /** Probes changed their verdict on a site. */
    record HealthChanged(Site site, SiteHealth health) implements Input {}

    /** Calls at the site fail although probes pass, or work again; of another epoch it says nothing. */
    record Evidence(Site site, Epoch epoch, boolean impaired) implements Input {}

    /** An operator or the organiser declares a move. */
    record SwitchRequested(long id, Site to, SwitchRequest request) implements Input {}

    /** No automatic moves until then (the runtime's nanoseconds); a later hold replaces an earlier one. */
    record Hold(long until, String reason) implements Input {}

    /** The end of a hold. */
    record Release() implements Input {}

    /**
     * That site is not chosen automatically until then (the runtime's nanoseconds). Excluding the site that calls go to
     * moves nothing by itself, and a declared move goes to an excluded site all the same.
     */
    record Exclude(Site site, long until, String reason) implements Input {}

    /** The end of an exclusion. */
    record Include(Site site) implements Input {}

    /** The time asked for by {@link Effect.Review} has come; harmless at any other time. */
    record Tick() implements Input {}

    /** Leave the site and end; calls in flight may take that long to finish. */
    record Stop(Duration drainFor) implements Input {
        /** Without waiting for calls in flight. */
        public static Stop now() {
            return new Stop(Duration.ZERO);
        }
    }

    /** Answers {@link Effect.Drain}. */
    record Drained(long procedure) implements Input {}

    /** Answers {@link Effect.Deactivate}. */
    record Deactivated(long procedure) implements Input {}

    /** Answers {@link Effect.Claim}. */
    record Granted(long procedure, Epoch epoch) implements Input {}

    /** Answers {@link Effect.Claim}: refused, failed or too late. */
    record Denied(long procedure, String why) implements Input {}

    /** Answers {@link Effect.Activate}. */
    record Activated(long procedure) implements Input {}

    /** Answers {@link Effect.Activate}: failed or too late. */
    record ActivateFailed(long procedure, String why) implements Input {}

    /** Answers {@link Effect.Verify}. */
    record Verified(long procedure) implements Input {}

    /** Answers {@link Effect.Verify}: the site does not serve, or did not say so in time. */
    record VerifyFailed(long procedure, String why) implements Input {}

    /** Answers {@link Effect.Undo}. */
    record Undone(long procedure) implements Input {}
}

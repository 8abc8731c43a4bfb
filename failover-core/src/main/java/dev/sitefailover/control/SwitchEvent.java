package dev.sitefailover.control;

import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;

/** What a listener or a trace wants to know. Immutable; {@code at} is the runtime's nanoseconds. */
public sealed interface SwitchEvent {

    long at();

    /** Probes changed their verdict on a site. */
    record HealthChanged(long at, Site site, Health before, Health after) implements SwitchEvent {}

    /** Calls at the site began to fail although probes pass, or work again. */
    record ImpairmentChanged(long at, Site site, Epoch epoch, boolean impaired) implements SwitchEvent {}

    /** The site calls go to is lost: its probes or its calls say so. */
    record LossDetected(long at, Site site, Epoch epoch, String why) implements SwitchEvent {}

    /**
     * Something is to be done: attach, move or leave.
     *
     * @param procedure its number
     */
    record Decided(long at, long procedure, Aim aim, Site site, boolean forced, boolean declared, String reason)
            implements SwitchEvent {}

    /** The controller passed from one phase to the next. */
    record PhaseChanged(long at, long procedure, Phase before, Phase after) implements SwitchEvent {}

    /** The authority granted an epoch. */
    record Granted(long at, long procedure, Site to, Epoch epoch) implements SwitchEvent {}

    /** The site is logged on to. */
    record Activated(long at, long procedure, Site site, Epoch epoch) implements SwitchEvent {}

    /** Calls go to the site. */
    record Published(long at, Site site, Epoch epoch) implements SwitchEvent {}

    /** Calls go nowhere. */
    record Withdrawn(long at, Site site, Epoch epoch, String why) implements SwitchEvent {}

    /**
     * A site was not reached.
     *
     * @param failures how many times in a row
     * @param retryAt it is not tried again before
     */
    record AttemptFailed(long at, long procedure, Site site, String why, int failures, long retryAt)
            implements SwitchEvent {}

    /** A move between two sites is complete. */
    record Moved(long at, Switchover switchover) implements SwitchEvent {}

    /** A declared move was taken, and waits or begins. */
    record Requested(long at, long requestId, Site to, String reason) implements SwitchEvent {}

    /** A declared move came to its end. */
    record Settled(long at, long requestId, SwitchOutcome outcome) implements SwitchEvent {}

    /** Automatic moves are held until then. */
    record Held(long at, long until, String reason) implements SwitchEvent {}

    /** Automatic moves are no longer held. */
    record Released(long at, boolean expired) implements SwitchEvent {}

    /** A site is not chosen until then. */
    record Excluded(long at, Site site, long until, String reason) implements SwitchEvent {}

    /** A site may be chosen again. */
    record Included(long at, Site site, boolean expired) implements SwitchEvent {}

    /** The policy threw; it counts as one that stays. */
    record PolicyFailed(long at, String why) implements SwitchEvent {}

    /** The engine has left its site for good. */
    record Closed(long at) implements SwitchEvent {}

    /** What a procedure is for. */
    enum Aim {
        /** Calls are to go to the assigned site. */
        ATTACH,
        /** Calls are to go to another site. */
        MOVE,
        /** The assigned site is left; calls go nowhere. */
        DETACH
    }

    /** A time that never comes, as used for {@code retryAt} and {@code until}. */
    long NEVER = Situation.NEVER;
}

package dev.sitefailover.control;

import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.policy.Situation;

/**
 * Brings calls to the right site: a pure function from state, input and time to the next state and the effects to carry
 * out. Immutable; safe for use by several threads as long as one state's inputs come one at a time.
 *
 * <p>Whatever it is told in whatever order: calls go only where an activation was verified, no two sites get calls in
 * one epoch, at most one site is logged on to, epochs only grow, and answers of an older procedure change nothing.
 */
public final class Controller {
    private final FailoverPolicy policy;
    private final SwitchSettings settings;

    public Controller(FailoverPolicy policy, SwitchSettings settings) {
        this.policy = policy;
        this.settings = settings;
    }

    /**
     * Takes one input in.
     *
     * @param now the runtime's nanoseconds; never before an earlier call's
     */
    public Step apply(SwitchState state, Input input, long now) {
        Draft d = new Draft(policy, settings, state, now);
        if (d.phase() != Phase.CLOSED) {
            Overrides.expire(d);
        }
        if (!takeNews(d, input)) {
            takeAnswer(d, input);
        }
        Deciding.next(d);
        return d.step();
    }

    private static boolean takeNews(Draft d, Input input) {
        if (input instanceof Input.SwitchRequested requested) {
            Requests.requested(d, requested);
        } else if (d.phase() == Phase.CLOSED) {
            return true;
        } else if (input instanceof Input.Tick) {
            d.reviewAt = Situation.NEVER;
        } else if (input instanceof Input.HealthChanged change) {
            Observations.health(d, change);
        } else if (input instanceof Input.Evidence evidence) {
            Observations.evidence(d, evidence);
        } else if (input instanceof Input.Start start) {
            start(d, start);
        } else if (input instanceof Input.Stop stop) {
            Leaving.stop(d, stop.drainFor());
        } else if (input instanceof Input.Hold hold) {
            Overrides.hold(d, hold);
        } else if (input instanceof Input.Release) {
            Overrides.release(d);
        } else if (input instanceof Input.Exclude exclusion) {
            Overrides.exclude(d, exclusion);
        } else if (input instanceof Input.Include inclusion) {
            Overrides.include(d, inclusion.site());
        } else {
            return false;
        }
        return true;
    }

    private static void takeAnswer(Draft d, Input input) {
        if (input instanceof Input.Drained drained) {
            Leaving.drained(d, drained.procedure());
        } else if (input instanceof Input.Deactivated deactivated) {
            Leaving.deactivated(d, deactivated.procedure());
        } else if (input instanceof Input.Granted granted) {
            Arriving.granted(d, granted.procedure(), granted.epoch());
        } else if (input instanceof Input.Denied denied) {
            Arriving.denied(d, denied.procedure(), denied.why());
        } else if (input instanceof Input.Activated activated) {
            Arriving.activated(d, activated.procedure());
        } else if (input instanceof Input.ActivateFailed failed) {
            Arriving.activateFailed(d, failed.procedure(), failed.why());
        } else if (input instanceof Input.Verified verified) {
            Arriving.verified(d, verified.procedure());
        } else if (input instanceof Input.VerifyFailed failed) {
            Arriving.verifyFailed(d, failed.procedure(), failed.why());
        } else if (input instanceof Input.Undone undone) {
            Arriving.undone(d, undone.procedure());
        }
    }

    private static void start(Draft d, Input.Start start) {
        if (d.phase() != Phase.NEW) {
            return;
        }
        if (!d.knows(start.initial())) {
            throw new IllegalArgumentException(
                    "the initial site " + start.initial().id() + " is not among the sites");
        }
        d.assigned = d.site(start.initial()).site();
        d.to(Phase.DETACHED);
    }
}

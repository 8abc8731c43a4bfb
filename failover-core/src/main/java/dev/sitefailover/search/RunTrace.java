package dev.sitefailover.search;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.TurnedDown;
import dev.sitefailover.search.Happening.Ended;
import dev.sitefailover.simulation.Trace;
import dev.sitefailover.simulation.TraceType;

/** What the gateways do, in the trace of the run. Actors are the gateways, as negative numbers from -1. */
final class RunTrace {
    private static final TraceType ENQUIRY = TraceType.of("call-enquiry");
    private static final TraceType SUBMISSION = TraceType.of("call-submission");
    private static final TraceType HEALTH = TraceType.of("health");
    private static final TraceType DECIDED = TraceType.of("decided");
    private static final TraceType PHASE = TraceType.of("phase");
    private static final TraceType PUBLISHED = TraceType.of("published");
    private static final TraceType WITHDRAWN = TraceType.of("withdrawn");
    private static final TraceType LOSS = TraceType.of("loss");
    private static final TraceType FAILED = TraceType.of("attempt-failed");
    private static final TraceType OTHER = TraceType.of("switch-event");
    private static final int ANSWERED = 0;
    private static final int TURNED_DOWN = 1;
    private static final int IN_DOUBT = 2;
    private static final int UNDELIVERED = 3;

    private final Trace trace;
    private final World world;

    RunTrace(Trace trace, World world) {
        this.trace = trace;
        this.world = world;
    }

    void ended(Ended call) {
        int result = call.outcome() instanceof Answered
                ? ANSWERED
                : call.outcome() instanceof Doubtful
                        ? IN_DOUBT
                        : call.outcome() instanceof TurnedDown ? TURNED_DOWN : UNDELIVERED;
        trace.record(call.number() == 0 ? ENQUIRY : SUBMISSION, actor(call.gateway()), result, call.number());
    }

    void switched(int gateway, SwitchEvent event) {
        int actor = actor(gateway);
        if (event instanceof SwitchEvent.HealthChanged e) {
            trace.record(HEALTH, actor, world.indexOf(e.site()), e.after().ordinal());
        } else if (event instanceof SwitchEvent.PhaseChanged e) {
            trace.record(PHASE, actor, e.before().ordinal(), e.after().ordinal());
        } else if (event instanceof SwitchEvent.Decided e) {
            trace.record(DECIDED, actor, world.indexOf(e.site()), e.aim().ordinal());
        } else if (event instanceof SwitchEvent.Published e) {
            trace.record(PUBLISHED, actor, world.indexOf(e.site()), e.epoch().number());
        } else if (event instanceof SwitchEvent.Withdrawn e) {
            trace.record(WITHDRAWN, actor, world.indexOf(e.site()), e.epoch().number());
        } else if (event instanceof SwitchEvent.LossDetected e) {
            trace.record(LOSS, actor, world.indexOf(e.site()), e.epoch().number());
        } else if (event instanceof SwitchEvent.AttemptFailed e) {
            trace.record(FAILED, actor, world.indexOf(e.site()), e.failures());
        } else {
            trace.record(OTHER, actor, event.getClass().getSimpleName());
        }
    }

    private static int actor(int gateway) {
        return -1 - gateway;
    }
}

package dev.sitefailover.control;

import dev.sitefailover.policy.FailoverPolicy;
import java.util.List;

/**
 * Brings calls to the right site: a pure function from state, input and time to the next state and the effects to carry
 * out. Immutable; safe for use by several threads as long as one state's inputs come one at a time.
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
        return new Step(state, List.of());
    }

    @Override
    public String toString() {
        return "Controller(" + policy + ", " + settings + ")";
    }
}

package dev.sitefailover.examples.e05_policy;

import dev.sitefailover.policy.Decision;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Moves by itself only while somebody is there to see it. */
public final class OfficeHours {
    private OfficeHours() {}

    /**
     * Follows the sites' health in office hours, returning to the primary after five stable minutes; stays outside.
     *
     * @param open whether it is office hours now
     */
    public static FailoverPolicy policy(BooleanSupplier open) {
        FailoverPolicy base = FailoverPolicy.automatic(Failback.automatic(Duration.ofMinutes(5)));
        return situation -> open.getAsBoolean() ? base.decide(situation) : Decision.stay("outside office hours");
    }
}

package dev.sitefailover.search;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.routing.CallSettings;
import java.time.Duration;

/** The times that follow from a client system's settings. */
final class Settling {
    private Settling() {}

    static ProbeSettings probing(ClientSettings client) {
        ClientSettings.Probe probe = client.probe();
        return new ProbeSettings(probe.interval(), probe.timeout(), probe.rise(), probe.fall());
    }

    static CallSettings calls(ClientSettings client) {
        return CallSettings.DEFAULT.withTimeout(client.callTimeout()).withWaitForRoute(client.callTimeout());
    }

    static FailoverTiming timing(ClientSettings client) {
        return FailoverTiming.of(probing(client), SwitchSettings.defaults(), calls(client));
    }

    /**
     * From the last change to the site that serves being reached: the formula for following, one attempt that was under
     * way when the change came and fails at its bounds, the longest pause after failed attempts, and the time an open
     * breaker refuses.
     */
    static Duration of(ClientSettings client) {
        // the terms of FailoverTiming, without putting their names into words for every run
        ClientSettings.Probe probe = client.probe();
        ProbeSettings probing = probing(client);
        Duration known = probing.spacing()
                .multipliedBy(Math.max(probe.fall(), probe.rise()))
                .plus(probe.timeout());
        SwitchSettings bounds = SwitchSettings.defaults();
        Duration verify = bounds.verify().compareTo(probe.timeout()) < 0 ? probe.timeout() : bounds.verify();
        Duration switching =
                bounds.deactivate().plus(bounds.claim()).plus(bounds.activate()).plus(verify);
        return known.plus(switching)
                .plus(client.callTimeout())
                .plus(switching)
                .plus(bounds.retryAtMost())
                .plus(GuardSettings.DEFAULT.openFor());
    }
}

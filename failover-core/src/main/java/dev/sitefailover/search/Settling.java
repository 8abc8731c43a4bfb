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
        FailoverTiming timing = timing(client);
        return timing.followBound()
                .plus(FailoverTiming.sum(timing.switching()))
                .plus(SwitchSettings.defaults().retryAtMost())
                .plus(GuardSettings.DEFAULT.openFor());
    }
}

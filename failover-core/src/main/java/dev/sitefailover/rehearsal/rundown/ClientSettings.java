package dev.sitefailover.rehearsal.rundown;

import java.time.Duration;

/**
 * The client system under rehearsal. Immutable.
 *
 * @param probe how it probes its sites
 * @param callTimeout deadline of a business call, PT0.001S or longer; PT2S by default
 * @param failover what makes it leave a failed site; automatic by default
 * @param failback what makes it return to the primary; declared by default
 * @param stableFor how long the primary must have served before an automatic failback; PT1M by default
 */
public record ClientSettings(Probe probe, Duration callTimeout, Mode failover, Mode failback, Duration stableFor) {

    /** What a rundown without a client gets. */
    public static final ClientSettings DEFAULT = new ClientSettings(
            Probe.DEFAULT, Duration.ofSeconds(2), Mode.AUTOMATIC, Mode.DECLARED, Duration.ofMinutes(1));

    public ClientSettings {
        RundownChecks.period("client.callTimeout", callTimeout);
        RundownChecks.duration("client.stableFor", stableFor);
    }

    /**
     * How a client system probes its sites.
     *
     * @param interval from probe to probe, PT0.001S or longer; PT1S by default
     * @param timeout deadline of a probe, PT0.001S or longer; PT0.5S by default
     * @param rise successes in a row until a site counts as serving, 1 or more; 2 by default
     * @param fall failures in a row until a site counts as down, 1 or more; 3 by default
     */
    public record Probe(Duration interval, Duration timeout, int rise, int fall) {

        public static final Probe DEFAULT = new Probe(Duration.ofSeconds(1), Duration.ofMillis(500), 2, 3);

        public Probe {
            RundownChecks.period("client.probe.interval", interval);
            RundownChecks.period("client.probe.timeout", timeout);
            RundownChecks.count("client.probe.rise", rise, 1);
            RundownChecks.count("client.probe.fall", fall, 1);
        }
    }
}

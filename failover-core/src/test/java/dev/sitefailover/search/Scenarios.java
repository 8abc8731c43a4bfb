package dev.sitefailover.search;

import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.simulation.SiteSettings;
import java.time.Duration;
import java.util.List;

/** Scenarios by hand: primary and secondary, one gateway, a minute, two calls a second, unless they say otherwise. */
final class Scenarios {
    private Scenarios() {}

    /** The secondary stands by. */
    static Scenario standby(Act... acts) {
        return of(SiteSettings.of("secondary"), acts);
    }

    /** Both sites serve all along. */
    static Scenario serving(Act... acts) {
        return of(SiteSettings.of("secondary").servingAlways(), acts);
    }

    private static Scenario of(SiteSettings secondary, Act... acts) {
        return new Scenario(
                1,
                List.of(SiteSettings.of("primary"), secondary),
                1,
                Duration.ofMinutes(1),
                new Workload(1, 1),
                ClientSettings.DEFAULT,
                true,
                List.of(acts));
    }

    static ClientSettings failingBack(Duration stableFor) {
        ClientSettings plain = ClientSettings.DEFAULT;
        return new ClientSettings(plain.probe(), plain.callTimeout(), Mode.AUTOMATIC, Mode.AUTOMATIC, stableFor);
    }

    static Act inflict(double at, String site, Fault fault) {
        return new Act.Inflict(seconds(at), site, fault.always());
    }

    static Act inflict(double at, String site, Fault fault, double lasting) {
        return new Act.Inflict(seconds(at), site, Occurrence.of(fault).lasting(seconds(lasting)));
    }

    static Act promote(double at, String site) {
        return new Act.Promote(seconds(at), site);
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}

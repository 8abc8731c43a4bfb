package dev.sitefailover.search;

import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.Workload;
import java.time.Duration;
import java.util.List;

/**
 * What may be drawn. Immutable; {@code with...} methods copy. A scenario is a function of the space and a seed: {@link
 * #draw}. Every run enables a random half of the kinds of faults and of acts (swarm testing: what is never left out hides
 * what only happens without it).
 *
 * @param sites how many, and how they are
 * @param gateways client systems at once
 * @param lasting the whole run in virtual time, with the time after everything was healed
 * @param workloads calls per gateway and second; one of these
 * @param clients how client systems are set
 * @param faults what goes wrong
 * @param acts what people do
 */
public record ScenarioSpace(
        SiteSpace sites,
        Range gateways,
        Duration lasting,
        List<Workload> workloads,
        ClientSpace clients,
        FaultSpace faults,
        ActSpace acts) {

    /**
     * The sites: {@code primary}, {@code secondary}, {@code site-3} and so on, in order of preference.
     *
     * @param number 2 to 9
     * @param lags how far the copy at a site trails; one of these for each
     * @param serveAlways how likely a site but the first serves without being promoted, 0 to 1
     * @param keys how likely sites recognise a submission that arrives again, 0 to 1
     */
    public record SiteSpace(Range number, List<Duration> lags, double serveAlways, double keys) {
        public SiteSpace {
            lags = List.copyOf(lags);
            if (number.least() < 2 || number.most() > 9) {
                throw new IllegalArgumentException("sites must be 2 to 9, was " + number);
            }
            some("lags", lags);
            probability("serveAlways", serveAlways);
            probability("keys", keys);
        }
    }

    /** The settings of client systems: one of each, for all gateways of a run alike. */
    public record ClientSpace(
            List<Duration> probeIntervals,
            List<Duration> probeTimeouts,
            Range rise,
            Range fall,
            List<Duration> callTimeouts,
            List<Mode> failover,
            List<Mode> failback,
            List<Duration> stableFor) {
        public ClientSpace {
            probeIntervals = some("probeIntervals", probeIntervals);
            probeTimeouts = some("probeTimeouts", probeTimeouts);
            callTimeouts = some("callTimeouts", callTimeouts);
            failover = some("failover", failover);
            failback = some("failback", failback);
            stableFor = some("stableFor", stableFor);
            if (rise.least() < 1 || fall.least() < 1) {
                throw new IllegalArgumentException("rise and fall must be 1 or more, were " + rise + " and " + fall);
            }
        }
    }

    /**
     * The faults of a run.
     *
     * @param kinds what may be drawn; may be empty
     * @param number how many
     * @param lasting how long one lasts
     * @param untilRestored how likely one has no end of its own, 0 to 1
     * @param relapses how likely one comes again after a short pause, again and again, 0 to below 1
     * @param correlated how likely one strikes another site as well, at about the same time, 0 to 1
     */
    public record FaultSpace(
            List<FaultChoice> kinds,
            Range number,
            Span lasting,
            double untilRestored,
            double relapses,
            double correlated) {
        public FaultSpace {
            kinds = List.copyOf(kinds);
            probability("untilRestored", untilRestored);
            probability("relapses", relapses);
            probability("correlated", correlated);
            if (relapses == 1) {
                throw new IllegalArgumentException("relapses must be below 1, or a fault would come again for ever");
            }
        }

        /** The same with other kinds. */
        public FaultSpace withKinds(List<FaultChoice> other) {
            return new FaultSpace(other, number, lasting, untilRestored, relapses, correlated);
        }

        /** The same with so many in a run. */
        public FaultSpace withNumber(Range other) {
            return new FaultSpace(kinds, other, lasting, untilRestored, relapses, correlated);
        }
    }

    /**
     * What people do in a run.
     *
     * @param kinds what may be drawn; may be empty
     * @param number how many
     */
    public record ActSpace(List<ActKind> kinds, Range number) {
        public ActSpace {
            kinds = List.copyOf(kinds);
        }
    }

    public ScenarioSpace {
        workloads = some("workloads", workloads);
        if (gateways.least() < 1 || gateways.most() > Scenario.MOST_GATEWAYS) {
            throw new IllegalArgumentException("gateways must be 1 to " + Scenario.MOST_GATEWAYS + ", was " + gateways);
        }
        if (lasting.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lasting must be PT1S or longer, was " + lasting);
        }
    }

    /**
     * Two sites, two gateways, three minutes, probes every second, two calls a second each: about 1,500 operations a run.
     * Everything that can go wrong may, and everything that people may do.
     */
    public static ScenarioSpace standard() {
        return new ScenarioSpace(
                new SiteSpace(
                        Range.of(2), List.of(Duration.ZERO, Duration.ofMillis(500), Duration.ofSeconds(5)), 0.5, 0.5),
                Range.of(2),
                Duration.ofMinutes(3),
                List.of(new Workload(1, 1)),
                new ClientSpace(
                        List.of(Duration.ofSeconds(1)),
                        List.of(Duration.ofMillis(500)),
                        Range.of(2),
                        Range.of(3),
                        List.of(Duration.ofSeconds(2)),
                        List.of(Mode.AUTOMATIC, Mode.AUTOMATIC, Mode.DECLARED),
                        List.of(Mode.DECLARED, Mode.AUTOMATIC),
                        List.of(Duration.ofSeconds(10), Duration.ofSeconds(30))),
                new FaultSpace(
                        FaultChoice.kinds().stream().map(FaultChoice::of).toList(),
                        Range.of(1, 6),
                        Span.of("PT0.2S", "PT1M"),
                        0.15,
                        0.25,
                        0.2),
                new ActSpace(List.of(ActKind.values()), Range.of(0, 4)));
    }

    /** The scenario of that seed; the same for ever, as far as the space is the same. */
    public Scenario draw(long seed) {
        return new Drawing(this, seed).draw();
    }

    /** The same with other sites. */
    public ScenarioSpace withSites(SiteSpace other) {
        return new ScenarioSpace(other, gateways, lasting, workloads, clients, faults, acts);
    }

    /** The same with so many gateways. */
    public ScenarioSpace withGateways(Range other) {
        return new ScenarioSpace(sites, other, lasting, workloads, clients, faults, acts);
    }

    /** The same, each run lasting that long in all. */
    public ScenarioSpace withLasting(Duration other) {
        return new ScenarioSpace(sites, gateways, other, workloads, clients, faults, acts);
    }

    /** The same with other workloads. */
    public ScenarioSpace withWorkloads(Workload... other) {
        return new ScenarioSpace(sites, gateways, lasting, List.of(other), clients, faults, acts);
    }

    /** The same with other settings of client systems. */
    public ScenarioSpace withClients(ClientSpace other) {
        return new ScenarioSpace(sites, gateways, lasting, workloads, other, faults, acts);
    }

    /** The same with other faults. */
    public ScenarioSpace withFaults(FaultSpace other) {
        return new ScenarioSpace(sites, gateways, lasting, workloads, clients, other, acts);
    }

    /** The same with other acts. */
    public ScenarioSpace withActs(ActSpace other) {
        return new ScenarioSpace(sites, gateways, lasting, workloads, clients, faults, other);
    }

    private static <T> List<T> some(String name, List<T> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + " must hold at least one value");
        }
        return List.copyOf(values);
    }

    private static void probability(String name, double value) {
        // Written so that NaN fails too.
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, was " + value);
        }
    }
}

package dev.sitefailover.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * A fault and its circumstances: how long, how likely, whom it meets. Immutable.
 *
 * @param fault what goes wrong
 * @param lasting how long, PT0S or longer; empty: until it is lifted
 * @param probability that the fault occurs at all, 0 to 1, drawn once; 1 by default
 * @param affects which messages it meets; both probes and business by default
 */
public record Occurrence(Fault fault, Optional<Duration> lasting, double probability, Affects affects) {

    public Occurrence {
        lasting.ifPresent(value -> Bounds.duration(fault.kind(), "for", value));
        Bounds.probability(fault.kind(), "probability", probability);
    }

    /** Certain, on probes and business alike, until it is lifted. */
    public static Occurrence of(Fault fault) {
        return new Occurrence(fault, Optional.empty(), 1, Affects.BOTH);
    }

    /** The same, lifted by itself after {@code lasting}. */
    public Occurrence lasting(Duration lasting) {
        return new Occurrence(fault, Optional.of(lasting), probability, affects);
    }

    /** The same, occurring with that probability. */
    public Occurrence withProbability(double probability) {
        return new Occurrence(fault, lasting, probability, affects);
    }

    /** The same, meeting those messages only. */
    public Occurrence affecting(Affects affects) {
        return new Occurrence(fault, lasting, probability, affects);
    }
}

package dev.sitefailover.examples.standin.soak;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a soak does. Immutable.
 *
 * @param lasting how long calls are made
 * @param callsPerSecond of all participants together, half of them submissions; 1 or more
 * @param participants 1 or more, each with an engine of its own
 * @param seed rules which site is hit by what, when, and for how long
 * @param shortestGap between the end of one fault and the next
 * @param longestGap likewise
 * @param longestFault how long a site is stopped, or stays dead before it is started again, at most
 * @param data where the sites keep their databases
 */
public record SoakSettings(
        Duration lasting,
        int callsPerSecond,
        int participants,
        long seed,
        Duration shortestGap,
        Duration longestGap,
        Duration longestFault,
        Path data) {

    public SoakSettings {
        if (callsPerSecond < 1 || participants < 1) {
            throw new IllegalArgumentException(
                    "callsPerSecond and participants must be >= 1, were " + callsPerSecond + " and " + participants);
        }
    }

    /** 500 calls a second of ten participants, a fault every few seconds. */
    public static SoakSettings of(Duration lasting, long seed, Path data) {
        return new SoakSettings(
                lasting, 500, 10, seed, Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(4), data);
    }

    /**
     * For how long a site has to answer that a submission is absent before that is believed: a site that stood still for
     * the longest fault works off what waited in its sockets once it goes on.
     */
    Duration absentAfter() {
        return longestFault.multipliedBy(2).plusSeconds(5);
    }

    /** The same with faults close together. */
    public SoakSettings hurried() {
        return new SoakSettings(
                lasting,
                callsPerSecond,
                participants,
                seed,
                Duration.ofMillis(600),
                Duration.ofMillis(1_500),
                Duration.ofMillis(1_200),
                data);
    }
}

package dev.sitefailover.search;

import java.util.Optional;

/**
 * What came of one run. Immutable.
 *
 * @param violation the first one; the run ended with it
 * @param digest SHA-256 over everything that happened, in hexadecimal: equal for equal runs, on every machine
 * @param operations calls and probes
 */
public record TrialResult(Optional<Violation> violation, String digest, long operations) {}

package dev.sitefailover.rehearsal.result;

/**
 * The fingerprint of everything that happened: the same seed and rundown give the same one, on any machine.
 *
 * @param events how many events it covers
 * @param sha256 in lower-case hex
 */
public record TraceDigest(long events, String sha256) {
    public TraceDigest {
        Checks.notNegative("trace events", events);
    }
}

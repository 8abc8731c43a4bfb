package dev.sitefailover.rehearsal.result;

/**
 * The fingerprint of everything that happened: the same seed and rundown give the same one, on any machine.
 *
 * @param events how many events it covers
 * @param sha256 in lower-case hex
 */
public record TraceDigest(long events, String sha256) {

    /** Of this and what came after it, as the digest of both digests. */
    public TraceDigest and(TraceDigest later) {
        return new TraceDigest(events + later.events, Checks.sha256(sha256 + later.sha256));
    }

    public TraceDigest {
        Checks.notNegative("trace events", events);
    }
}

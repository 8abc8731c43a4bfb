package dev.sitefailover.fault;

/**
 * The site dies: what {@link Refuse} does, calls in flight are reset (their outcome is in doubt), and acknowledged work that
 * was not yet replicated to another site is lost there.
 */
public record Crash() implements Fault {
    @Override
    public String kind() {
        return "crash";
    }
}

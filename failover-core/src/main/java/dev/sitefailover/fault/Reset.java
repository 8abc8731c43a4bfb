package dev.sitefailover.fault;

/**
 * The connection is reset at once. In phase connect nothing was sent; in phase request and response the call is in doubt,
 * though only in phase response was it applied.
 *
 * @param phase when the reset comes; in rundowns {@code request} when not given
 */
public record Reset(Phase phase) implements Fault {
    @Override
    public String kind() {
        return "reset";
    }
}

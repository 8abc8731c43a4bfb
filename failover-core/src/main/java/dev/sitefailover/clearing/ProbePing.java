package dev.sitefailover.clearing;

/**
 * A health probe. A type of its own, because faults may affect probes only or business only.
 *
 * @param participant who asks
 */
public record ProbePing(String participant) implements ClearingRequest {
    static final String OPERATION = "probe";

    @Override
    public String operation() {
        return OPERATION;
    }
}

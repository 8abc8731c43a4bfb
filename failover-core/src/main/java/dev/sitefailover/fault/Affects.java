package dev.sitefailover.fault;

/** Which messages a fault meets. */
public enum Affects {
    /** Health probes only. */
    PROBES,
    /** Business calls only. */
    BUSINESS,
    /** All messages. */
    BOTH;

    /** Whether health probes are met. */
    public boolean probes() {
        return this != BUSINESS;
    }

    /** Whether business calls are met. */
    public boolean business() {
        return this != PROBES;
    }
}

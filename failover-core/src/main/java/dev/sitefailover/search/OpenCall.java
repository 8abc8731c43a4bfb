package dev.sitefailover.search;

import dev.sitefailover.routing.Operation;

/** A business call of a gateway, and whether it has come to its end. */
public final class OpenCall {
    private final int gateway;
    private final Operation operation;
    private final long number;
    private final long deadline;
    private boolean ended;

    OpenCall(int gateway, Operation operation, long number, long deadline) {
        this.gateway = gateway;
        this.operation = operation;
        this.number = number;
        this.deadline = deadline;
    }

    public int gateway() {
        return gateway;
    }

    public Operation operation() {
        return operation;
    }

    /** Of the submission; 0 for an enquiry. */
    public long number() {
        return number;
    }

    /** In nanoseconds since the start of the run. */
    public long deadline() {
        return deadline;
    }

    /** Whether it has its outcome. */
    public boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }
}

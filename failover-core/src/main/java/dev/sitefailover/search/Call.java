package dev.sitefailover.search;

import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.site.Reply;
import java.util.function.Consumer;

/** One business call: what a watch may see of it, and who is told its outcome. */
final class Call implements OpenCall, Consumer<Outcome<Reply>> {
    private final Run run;
    private final Berth gateway;
    private final Operation operation;
    private final long number;
    private final long startedAt;
    private final long deadline;
    private boolean ended;

    Call(Run run, Berth gateway, Operation operation, long number, long startedAt, long deadline) {
        this.run = run;
        this.gateway = gateway;
        this.operation = operation;
        this.number = number;
        this.startedAt = startedAt;
        this.deadline = deadline;
    }

    @Override
    public int gateway() {
        return gateway.index;
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public long startedAt() {
        return startedAt;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    /** It has its outcome. What is thrown here would vanish in the call's stage: it ends the run instead. */
    @Override
    public void accept(Outcome<Reply> outcome) {
        ended = true;
        try {
            gateway.ended(this, outcome);
        } catch (RuntimeException | Error e) {
            run.failed(e);
        }
    }
}

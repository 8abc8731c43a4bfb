package com.example.gateway;

import com.example.gateway.ClearingClient.ClosedException;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.SiteFailoverBuilder;
import dev.sitefailover.routing.FailureClassifier;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.site.Delivery;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The same gateway behind the library: it knows both sites, and never sends again what may have arrived. */
public final class FailoverGateway {
    /** Must not be sent again while its outcome is unknown. */
    public static final Operation SUBMIT = Operation.once("submit");

    private static final int ATTEMPTS = 3_600;

    private final SiteFailover<? extends ClearingClient> sites;
    private final Pause pause;
    private final Queue<Long> notArrived = new ConcurrentLinkedQueue<>();

    /** What became of an instruction. */
    public enum Result {
        /** Acknowledged. */
        DONE,
        /** Sent and not answered: the library finds out, nobody sends it again. */
        IN_DOUBT,
        /** Nothing happened, and no site was there for an hour. */
        NOT_DONE
    }

    /** Over sites that were set up with {@link #settings}. */
    public FailoverGateway(SiteFailover<? extends ClearingClient> sites, Pause pause) {
        this.sites = sites;
        this.pause = pause;
    }

    /** What production and tests have in common: what was tested is what ships. */
    public static <C extends ClearingClient> SiteFailoverBuilder<C> settings(SiteFailoverBuilder<C> builder) {
        FailureClassifier usual = FailureClassifier.standard();
        return builder.callTimeout(Duration.ofSeconds(2))
                .classifier(error -> error instanceof ClosedException ? Delivery.REFUSED : usual.ofError(error));
    }

    /** Returns when it is known what became of it, or that it is in doubt. */
    public Result submit(long instruction) throws InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Outcome<Boolean> outcome = sites.tryCall(SUBMIT, Long.toString(instruction), site -> {
                site.submit(instruction);
                return true;
            });
            if (outcome.isAnswered()) {
                return Result.DONE;
            } else if (outcome instanceof Outcome.Doubtful<Boolean> doubtful) {
                doubtful.entry().settled().thenAccept(finding -> settled(instruction, finding));
                return Result.IN_DOUBT;
            }
            pause.of(Duration.ofSeconds(1)); // nothing happened: safe to try again
        }
        return Result.NOT_DONE;
    }

    /** The next instruction that was in doubt and did not arrive: submit it again; null when there is none. */
    public Long nextNotArrived() {
        return notArrived.poll();
    }

    private void settled(long instruction, Finding finding) {
        if (finding == Finding.ABSENT) {
            notArrived.add(instruction);
        }
    }
}

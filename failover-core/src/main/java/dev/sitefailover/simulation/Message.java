package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a site and its answer on the way back: the future the client holds, the event that moves it
 * and its place among those in flight, in one object because there are millions.
 */
final class Message extends CompletableFuture<Reply> implements Runnable {
    private static final byte TRAVELLING = 0;
    private static final byte RETURNING = 1;
    private static final byte ENDED = 2;

    final Traffic traffic;
    final Desk desk;
    final ClearingRequest request;
    final long number;
    private final long draw;
    private byte state = TRAVELLING;

    @Nullable
    ClearingReply answer;

    @Nullable
    EndpointException failure;

    @Nullable
    Message previous;

    @Nullable
    Message next;

    Message(Traffic traffic, Desk desk, ClearingRequest request) {
        this.traffic = traffic;
        this.desk = desk;
        this.request = request;
        this.number = desk.nextMessage();
        this.draw = desk.drawRoundTrip();
    }

    @Override
    public void run() {
        if (state == TRAVELLING) {
            state = RETURNING;
            traffic.arrived(this);
        } else if (state == RETURNING) {
            state = ENDED;
            traffic.returned(this);
        }
    }

    boolean isProbe() {
        return request instanceof ProbePing;
    }

    long requestHalf() {
        return Desk.requestHalf(draw);
    }

    long responseHalf() {
        return Desk.responseHalf(draw);
    }

    long roundTrip() {
        return requestHalf() + responseHalf();
    }

    /** The connection ended this way: the failure comes back, nothing goes on to the site. */
    void failing(EndpointException with) {
        failure = with;
        state = RETURNING;
    }

    /** Whatever is still scheduled for it does nothing any more. */
    void end() {
        state = ENDED;
    }
}

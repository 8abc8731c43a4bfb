package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.runtime.Telling;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a site and its answer on the way back: the future the client holds, the event that moves it
 * and its place among those in flight, in one object because there are millions.
 */
final class Message extends Telling<Reply> implements Runnable {
    /** Both ways are one event: what it will have found at the site is known when it is back. */
    private static final byte AT_ONCE = 0;
    /** On its way to the site. */
    private static final byte TRAVELLING = 1;
    /** Likewise, and the event of its return is there already: it was to go at once, and something came in between. */
    private static final byte DETAINED = 2;
    /** Has been at the site; the next event is not its return, but what was to be it. */
    private static final byte RETURNING_LATER = 3;
    /** Has been at the site. */
    private static final byte RETURNING = 4;

    private static final byte ENDED = 5;

    final Traffic traffic;
    final Desk desk;
    final ClearingRequest request;
    final long number;
    private final long draw;
    /** When a message that goes at once is at the site. */
    private long arrivesAt;

    private byte state = TRAVELLING;

    @Nullable
    ClearingReply answer;

    @Nullable
    EndpointException failure;

    @Nullable
    Message previous;

    @Nullable
    Message next;

    private @Nullable BiConsumer<? super Reply, ? super @Nullable Throwable> listener;

    Message(Traffic traffic, Desk desk, ClearingRequest request) {
        this.traffic = traffic;
        this.desk = desk;
        this.request = request;
        this.number = desk.nextMessage();
        this.draw = desk.drawRoundTrip();
    }

    @Override
    public void run() {
        switch (state) {
            case AT_ONCE -> {
                end();
                traffic.read(this);
                traffic.returned(this);
            }
            case RETURNING -> {
                end();
                traffic.returned(this);
            }
            case TRAVELLING -> {
                state = RETURNING;
                traffic.arrived(this);
            }
            case DETAINED -> {
                state = RETURNING_LATER;
                traffic.arrived(this);
            }
            case RETURNING_LATER -> state = RETURNING;
            default -> {}
        }
    }

    /** Its next event is its return, unless something comes in between. */
    void goAtOnce(long arrival) {
        state = AT_ONCE;
        arrivesAt = arrival;
    }

    boolean goesAtOnce() {
        return state == AT_ONCE;
    }

    long arrivesAt() {
        return arrivesAt;
    }

    /** It goes at once, and has been at the site. */
    void isReturning() {
        state = RETURNING;
    }

    /** It was to go at once and has to be looked at when it arrives. */
    void detain() {
        state = DETAINED;
    }

    @Override
    public boolean tells(BiConsumer<? super Reply, ? super @Nullable Throwable> told) {
        if (listener != null || isDone()) {
            return false;
        }
        listener = told;
        return true;
    }

    @Override
    public boolean complete(@Nullable Reply reply) {
        boolean first = super.complete(reply);
        if (first) {
            tell(reply, null);
        }
        return first;
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        boolean first = super.completeExceptionally(error);
        if (first) {
            tell(null, error);
        }
        return first;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean done = isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && !done) {
            tell(null, new CancellationException());
        }
        return cancelled;
    }

    @SuppressWarnings("NullAway") // an error comes without a value, as in any stage
    private void tell(@Nullable Reply reply, @Nullable Throwable error) {
        BiConsumer<? super Reply, ? super @Nullable Throwable> told = listener;
        if (told != null) {
            told.accept(reply, error);
        }
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
        if (state == TRAVELLING) {
            state = RETURNING;
        }
    }

    /** Whatever is still scheduled for it does nothing any more. */
    void end() {
        state = ENDED;
    }
}

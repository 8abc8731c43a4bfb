package dev.sitefailover.examples.standin.fault;

import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.clearing.Report;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Blackhole;
import dev.sitefailover.fault.Capacity;
import dev.sitefailover.fault.ColdStart;
import dev.sitefailover.fault.Corrupt;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Duplicate;
import dev.sitefailover.fault.ErrorRate;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Flap;
import dev.sitefailover.fault.Gray;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.LostAck;
import dev.sitefailover.fault.Partition;
import dev.sitefailover.fault.Phase;
import dev.sitefailover.fault.Refuse;
import dev.sitefailover.fault.Reset;
import dev.sitefailover.fault.Slow;
import dev.sitefailover.site.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through a site's faults: all are asked at each stage, the first that ends it does, delays add up. The
 * calling thread waits where the request does.
 */
public final class Passage {
    /** Turned away for want of a place. */
    public static final Refusal NO_PLACE = new Refusal(Reply.Status.CLOSED, "no capacity left");

    /** A round trip to a simulated site takes that long; factors multiply it here too, where the real one is shorter. */
    private static final long SHORTEST_ROUND_TRIP = 2_000_000;

    private static final long LONGEST_ROUND_TRIP = 10_000_000;
    private static final double COLD = 40;
    private static final double LONGEST = 1e17;

    private final List<PlacedFault> met = new ArrayList<>(4);
    private final ClearingRequest request;
    private final LongSupplier servingSince;
    private long delay;
    private boolean twice;
    private boolean corrupt;
    private @Nullable End end;

    private Passage(Faults faults, ClearingRequest request, LongSupplier servingSince) {
        this.request = request;
        this.servingSince = servingSince;
        long now = System.nanoTime();
        for (PlacedFault fault : faults.placed()) {
            if (!fault.isOver(now) && fault.meets(request instanceof ProbePing)) {
                met.add(fault);
            }
        }
    }

    /** How a request ends otherwise than with the site's own answer. */
    public sealed interface End {
        /** Never answered. */
        record Silence() implements End {}

        /** The connection is reset. */
        record Broken() implements End {}

        /** Answered with this. */
        record Instead(ClearingReply reply) implements End {}
    }

    /** What becomes of a request: an end of its own, or the site's answer. */
    public record Result(@Nullable End end, @Nullable ClearingReply answer) {}

    /**
     * Takes a request through.
     *
     * @param clerk does the work, once or twice
     * @param servingSince {@link System#nanoTime} when the site opened
     */
    public static Result of(
            Faults faults,
            ClearingRequest request,
            LongSupplier servingSince,
            Function<ClearingRequest, ClearingReply> clerk) {
        if (faults.placed().isEmpty()) {
            return new Result(null, clerk.apply(request));
        }
        return new Passage(faults, request, servingSince).go(clerk);
    }

    private Result go(Function<ClearingRequest, ClearingReply> clerk) {
        List<Semaphore> taken = new ArrayList<>(1);
        try {
            for (PlacedFault fault : met) {
                arrive(fault, taken);
            }
            if (end != null) {
                return new Result(end, null);
            }
            ClearingReply answer = clerk.apply(request);
            if (twice) {
                var unused = clerk.apply(request);
            }
            for (PlacedFault fault : met) {
                leave(fault, answer);
            }
            if (delay > 0) {
                pause(delay);
            }
            return end == null ? new Result(null, corrupt ? corrupted(answer) : answer) : new Result(end, null);
        } finally {
            taken.forEach(Semaphore::release);
        }
    }

    private void end(End with) {
        if (end == null) {
            end = with;
        }
    }

    private void arrive(PlacedFault placed, List<Semaphore> taken) {
        Fault fault = placed.fault();
        if (fault instanceof Refuse || (fault instanceof Reset reset && reset.phase() != Phase.RESPONSE)) {
            end(new End.Broken()); // a connection that was made before, or messages that are told apart only now
        } else if (fault instanceof Flap flap && Faults.isDown(flap, placed, System.nanoTime())) {
            end(new End.Broken());
        } else if (fault instanceof Blackhole || (fault instanceof Partition cut && cuts(cut, Direction.RESPONSE))) {
            end(new End.Silence());
        } else if (fault instanceof Hang && placed.left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            end(new End.Silence());
        } else if (fault instanceof ErrorRate errors && placed.drawn(errors.p())) {
            end(new End.Instead(Refusal.FAILED));
        } else if (fault instanceof Gray gray && strikes(gray, placed)) {
            end(new End.Instead(Refusal.FAILED));
        } else if (fault instanceof Duplicate duplicate && placed.drawn(duplicate.p())) {
            twice = true;
        } else if (fault instanceof Capacity capacity && end == null) {
            takePlace(placed, capacity, taken);
        }
    }

    private boolean strikes(Gray gray, PlacedFault placed) {
        boolean meant = gray.operations().isEmpty() || gray.operations().contains(request.operation());
        return !(request instanceof ProbePing) && meant && placed.drawn(gray.fraction());
    }

    private void takePlace(PlacedFault placed, Capacity capacity, List<Semaphore> taken) {
        Semaphore places = placed.places;
        if (places == null) {
            return;
        }
        if (!places.tryAcquire()) {
            if (placed.waiting.incrementAndGet() > capacity.queue()) {
                placed.waiting.decrementAndGet();
                end(new End.Instead(NO_PLACE));
                return;
            }
            places.acquireUninterruptibly();
            placed.waiting.decrementAndGet();
        }
        taken.add(places);
    }

    private void leave(PlacedFault placed, ClearingReply answer) {
        Fault fault = placed.fault();
        if (fault instanceof Reset reset && reset.phase() == Phase.RESPONSE) {
            end(new End.Broken());
        } else if (fault instanceof Slow slow) {
            delay += extra(slow.by(), placed);
        } else if (fault instanceof ColdStart cold) {
            delay += coldness(cold, placed);
        } else if (fault instanceof LostAck lost && request instanceof Submission && placed.drawn(lost.p())) {
            end(new End.Silence());
        } else if (fault instanceof Partition cut && cuts(cut, Direction.REQUEST)) {
            end(new End.Silence());
        } else if (fault instanceof Corrupt damage && (answer instanceof Records || answer instanceof Report)) {
            corrupt |= placed.drawn(damage.p());
        }
    }

    private static boolean cuts(Partition cut, Direction otherThan) {
        return cut.between() == Between.CLIENT && cut.direction() != otherThan;
    }

    private static long extra(Slow.By by, PlacedFault placed) {
        if (by instanceof Slow.Factor factor) {
            return (long) ((factor.factor() - 1) * roundTrip(placed));
        } else if (by instanceof Slow.Fixed fixed) {
            return fixed.latency().toNanos();
        }
        Slow.Spread spread = (Slow.Spread) by;
        double p50 = Math.max(1.0, 1.0 * spread.p50().toNanos());
        double p99 = Math.max(1.0, 1.0 * spread.p99().toNanos());
        return (long) Math.min(placed.drawnLogNormal(p50, p99), LONGEST);
    }

    private long coldness(ColdStart cold, PlacedFault placed) {
        long warmup = cold.warmup().toNanos();
        long from = Math.max(placed.placedAt, servingSince.getAsLong());
        long left = warmup - (System.nanoTime() - from);
        return left <= 0 ? 0 : (long) ((COLD - 1) * roundTrip(placed) * ((double) left / warmup));
    }

    private static long roundTrip(PlacedFault placed) {
        return placed.drawnBetween(SHORTEST_ROUND_TRIP, LONGEST_ROUND_TRIP);
    }

    private static ClearingReply corrupted(ClearingReply answer) {
        if (answer instanceof Records records) {
            return records.corrupted();
        }
        return answer instanceof Report report ? report.corrupted() : answer;
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

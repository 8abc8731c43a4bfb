package dev.sitefailover.routing;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.Tally;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One thread's calls on one route. Its owner writes where its call stands with ordinary stores and nothing else;
 * whoever wants something of a call in flight reads the slot.
 *
 * <p>No fence is on the call's path. What Java promises for such stores is their order and that they are seen in the
 * end, and what processors make of it is a fraction of a microsecond; one that takes a thread off makes its stores seen
 * as well. So the other side waits: it lays {@link #claim claim} to a call, looks again {@link #GRACE} later, and by
 * then either sees that the call has left, or may be sure that its owner will see the claim when it leaves. A claimed
 * call is settled under the slot's lock.
 */
final class Slot<C> extends Padding {
    /** How long after a store everybody has certainly seen it, in nanoseconds: thousands of times what it takes. */
    static final long GRACE = 1_000_000;
    /** Stands for the start of a call that read no clock. */
    static final long UNTIMED = Long.MIN_VALUE;

    private static final long NOBODY = -1;
    private static final VarHandle WORD = field("word");
    private static final VarHandle CLAIMED = field("claimed");
    private static final VarHandle STARTED_AT = field("startedAt");
    private static final VarHandle TERMS = field("terms");
    private static final VarHandle ANSWERS = field("answers");
    private static final VarHandle UNTIMED_ANSWERS = field("untimedAnswers");

    // by the owner
    /** The number of the call in flight when odd; even between two calls. */
    private long word;

    private long startedAt;

    /**
     * The timeout; negative where the call must not be sent twice. One long, because Java would put a boolean where it finds
     * room, before the padding.
     */
    @SuppressWarnings("UnusedVariable") // through TERMS
    private long terms;

    private long answers;
    private long untimedAnswers;
    private long permit = Guard.REFUSED;
    /** What the site's answers usually are: a class whose every value is an answer. */
    private @Nullable Class<?> plain;

    /** The call somebody wants something of. */
    @SuppressWarnings("UnusedVariable") // through CLAIMED
    private long claimed = NOBODY;

    // guarded by this
    private volatile long abandoned = NOBODY;
    private boolean recalled;
    private @Nullable Drain drain;

    // guarded by the table
    long claimedAt;
    long seen;
    long seenAt;
    long taken;
    long untimedTaken;

    final Route<C> route;
    // the route's, one step nearer
    final C client;
    private final Guard guard;
    final Beat beat;
    final Tally tally;
    /** Of the slots in one table, from 0: an order that no thread's identity has a part in. */
    final long number;

    Slot(Thread owner, Route<C> route, Beat beat, long number) {
        super(owner);
        this.route = route;
        this.client = route.client();
        this.guard = route.guard();
        this.beat = beat;
        this.number = number;
        this.tally = guard.tally(this::allAnswers);
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(Slot.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- the owner's side

    /** Whether the owner is inside a call already, and calls from within it. */
    boolean isTaken() {
        return (word & 1) != 0;
    }

    /** Whether that is a call's number: then the owner, whose slot stands at one less, is between two calls. */
    static boolean isNext(long call) {
        return (call & 1) != 0;
    }

    /** Whether the breaker is closed, and goes without hearing of every success. */
    boolean isAdmitted() {
        return guard.isAt(permit);
    }

    /** Tries to make it so. */
    boolean admit() {
        permit = guard.bind(tally);
        return permit >= 0;
    }

    long permit() {
        return permit;
    }

    long call() {
        return word;
    }

    long startedAt() {
        return startedAt;
    }

    /** The call of that number, which is one more than {@link #call()}. */
    void begin(long call, long at, long timeoutNanos, boolean repeatable) {
        VarHandle.storeStoreFence(); // not before the call before this one is seen to have left
        STARTED_AT.setOpaque(this, at);
        TERMS.setOpaque(this, repeatable ? timeoutNanos : -timeoutNanos);
        WORD.setRelease(this, call);
    }

    /** True when nobody laid claim to the call; else, or when it failed, {@link #settle} says how it ended. */
    boolean leave(long call) {
        WORD.setRelease(this, call + 1);
        return (long) CLAIMED.getAcquire(this) != call;
    }

    /** Whether that value is known to be an answer. */
    boolean isPlain(@Nullable Object value) {
        return value != null && value.getClass() == plain;
    }

    /** The first answer's class is remembered, if its values are no replies; others are looked up each time. */
    void remember(@Nullable Object answer) {
        if (plain == null && answer != null && !Replies.isReply(answer)) {
            plain = answer.getClass();
        }
    }

    void answered() {
        ANSWERS.setOpaque(this, answers + 1);
    }

    void answeredUntimed() {
        UNTIMED_ANSWERS.setOpaque(this, untimedAnswers + 1);
    }

    /** What became of the call that has just left. */
    Fate settle(Router<C> router) {
        long call = word - 1;
        if ((long) CLAIMED.getAcquire(this) != call) {
            return Fate.IN_TIME;
        }
        Fate fate = Fate.IN_TIME;
        Drain waits;
        // whoever abandons it does so under the lock, and is through with it now
        synchronized (this) {
            if (abandoned == call) {
                fate = recalled ? Fate.RECALLED : Fate.OVERDUE;
                router.overdue(this, false);
                // the interrupt was for the call, not for whoever called it
                if (Thread.interrupted()) {
                    router.log().debug("a call at {} was abandoned: {}", route.site(), fate);
                }
            }
            waits = drain;
            drain = null;
        }
        if (waits != null) {
            waits.left();
        }
        return fate;
    }

    // -- the other side

    /** The call in flight that still may be answered in time, or {@code -1}. */
    long outstanding() {
        long call = (long) WORD.getAcquire(this);
        return (call & 1) == 0 || abandoned == call ? NOBODY : call;
    }

    /** Changes with every call that begins or leaves. */
    long word() {
        return (long) WORD.getAcquire(this);
    }

    boolean isClaimed(long call) {
        return (long) CLAIMED.getAcquire(this) == call;
    }

    /** From {@link #GRACE} on the owner of that call will not leave without settling it. */
    void claim(long call) {
        CLAIMED.setVolatile(this, call);
    }

    long startedAtOf() {
        return (long) STARTED_AT.getOpaque(this);
    }

    long timeoutOf() {
        return Math.abs((long) TERMS.getOpaque(this));
    }

    boolean mayRepeatOf() {
        return (long) TERMS.getOpaque(this) > 0;
    }

    /** Whether what was read of that call just now was that call's. */
    boolean isStill(long call) {
        VarHandle.acquireFence();
        return (long) WORD.getOpaque(this) == call;
    }

    long timedAnswers() {
        return (long) ANSWERS.getOpaque(this);
    }

    long untimedAnswersSoFar() {
        return (long) UNTIMED_ANSWERS.getOpaque(this);
    }

    private long allAnswers() {
        return timedAnswers() + untimedAnswersSoFar();
    }

    /**
     * Abandons a call claimed long enough, unless it has left.
     *
     * @return its permit, or {@link Guard#REFUSED} when there was nothing to abandon
     */
    synchronized long abandon(long call, boolean toRecall, Router<C> router) {
        Thread owner = get();
        if (outstanding() != call || owner == null) {
            return Guard.REFUSED;
        }
        abandoned = call;
        recalled = toRecall;
        router.overdue(this, true);
        router.abandon(client, owner);
        return permit;
    }

    /** Makes a call claimed long enough part of the drain, unless it has left. */
    synchronized void join(long call, Drain waits) {
        if (outstanding() == call && drain == null) {
            drain = waits;
            waits.joined();
        }
    }

    boolean isOwned() {
        Thread owner = get();
        return owner != null && owner.isAlive();
    }

    @Override
    public String toString() {
        Thread owner = get();
        return "a call at " + route.site() + " on " + (owner == null ? "a thread that ended" : owner.getName());
    }

    /** How a call came back. */
    enum Fate {
        /** Before anybody gave it up. */
        IN_TIME,
        /** Abandoned at its deadline. */
        OVERDUE,
        /** Abandoned because its site was left. */
        RECALLED
    }
}

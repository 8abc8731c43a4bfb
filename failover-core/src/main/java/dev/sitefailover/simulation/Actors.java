package dev.sitefailover.simulation;

import dev.sitefailover.runtime.Baton;
import dev.sitefailover.runtime.EngineRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ordinary blocking code under virtual time: every actor is a thread that may call, {@link #sleep} and wait through the
 * runtime ({@link VirtualTime#await}), and while it waits, time passes. One runs at a time, in an order that the seed and
 * the program decide alone: who became ready first runs first. An actor that waits drives the loop itself and hands over
 * only when another one is due, so that an hour of many calls takes seconds.
 *
 * <pre>{@code
 * try (Actors actors = Actors.on(time)) {
 *     actors.start("gateway", () -> {
 *         while (open) {
 *             client.call(SUBMIT, key, c -> c.submit(order));
 *             actors.sleep(Duration.ofMillis(100));
 *         }
 *     });
 *     actors.join();
 * }
 * }</pre>
 *
 * <p>Actors that can never go on (nothing is pending, or what one waits for has not come for a day of virtual time) are
 * reported with their stacks. Waiting by other means stops everything for real; an actor that does so for ten real seconds
 * at one place, such as for a lock that a waiting actor holds, is reported in the same way, and all are given up: their
 * threads, daemons, are left as they stand. Used by the thread that made it and by the actors; one per
 * {@link VirtualTime}.
 */
public final class Actors implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** In real time: so long an actor that runs may stand at one place. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(10);
    /** So often an actor may catch that it is to end, and wait again. */
    private static final int MOST_STUBBORN = 100;

    /** What an actor does. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    private final VirtualTime time;
    private final Standstill standstill;
    /** Read by the thread outside while others run. */
    private final List<Actor> actors = new CopyOnWriteArrayList<>();

    private final ArrayDeque<Actor> ready = new ArrayDeque<>();
    /** Whose code runs; null: the thread outside, which lets time pass. */
    private @Nullable Actor current;

    private Actor outside = new Actor("outside");
    /** Actors that wait let time pass themselves. */
    private boolean joining;

    private @Nullable Throwable failure;
    private int living;
    private long handOvers;
    private long waits;
    private boolean closed;
    /** One of them stands still for real and cannot be made to go on. */
    private volatile boolean givenUp;

    private Actors(VirtualTime time, Duration longestStandstill) {
        this.time = time;
        this.standstill = new Standstill(longestStandstill);
    }

    /**
     * Actors on that time.
     *
     * @throws IllegalStateException when it has some already
     */
    public static Actors on(VirtualTime time) {
        return on(time, LONGEST_STANDSTILL);
    }

    static Actors on(VirtualTime time, Duration longestStandstill) {
        Actors made = new Actors(time, longestStandstill);
        time.attach(made);
        return made;
    }

    /** Runs from this nanosecond on, after what is due already, whenever time passes. */
    public void start(String name, Body body) {
        if (closed) {
            throw new IllegalStateException("these actors are closed");
        }
        Actor actor = new Actor(name);
        actor.runner = Baton.waiting("actor-" + name, runner -> run(actor, body));
        actor.waiting = true;
        actors.add(actor);
        living++;
        time.executor().execute(() -> wake(actor, 0));
    }

    /**
     * From inside an actor: lets that much time pass.
     *
     * @throws InterruptedException when the actor is interrupted meanwhile, as the deadline of a call does
     */
    public void sleep(Duration duration) throws InterruptedException {
        Actor self = self("sleep");
        long wait = self.begin(null, Long.MAX_VALUE);
        blockUntil(self, time.schedule(duration, () -> wake(self, wait)));
    }

    /** How often a thread was handed over. */
    public long handOvers() {
        return handOvers;
    }

    /** How often an actor waited. */
    public long waits() {
        return waits;
    }

    /**
     * Lets time pass until all actors have ended.
     *
     * @throws IllegalStateException when they can never end; the message shows where each of them waits
     * @throws RuntimeException what an actor threw first, others suppressed
     */
    public void join() {
        if (current != null) {
            throw new IllegalStateException("join was called by an actor");
        }
        outside = new Actor("outside");
        joining = true;
        try {
            while (living > 0 && failure == null) {
                Actor next = next();
                if (next == outside) {
                    break;
                }
                handOver(outside, next);
            }
        } finally {
            joining = false;
        }
        surface();
        if (living > 0) {
            throw new IllegalStateException(Standstill.told("nothing is pending", time, actors));
        }
    }

    /** Ends actors that have not ended: what they wait for fails. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (current != null && !givenUp) {
            throw new IllegalStateException("close was called by an actor");
        }
        closed = true;
        if (givenUp) {
            time.detach(this);
            return; // it was told
        }
        for (Actor actor : List.copyOf(actors)) {
            for (int i = 0; i < MOST_STUBBORN && !actor.over; i++) {
                actor.poison = new IllegalStateException("the actors were closed while " + actor.name + " waited");
                wake(actor);
                letRun();
            }
        }
        time.detach(this);
        if (living > 0) {
            throw new IllegalStateException(
                    Standstill.told("they go on waiting although these actors are closed", time, actors));
        }
    }

    // -- for virtual time

    /** Whether the code that runs now is an actor's. */
    boolean isInside() {
        return current != null;
    }

    /** Until the stage is complete. */
    void await(CompletionStage<?> stage, Duration atMost) throws InterruptedException {
        Actor self = self("await");
        long wait = self.begin(null, time.nanoTime() + LONGEST_WAIT.toNanos());
        stage.whenComplete((value, error) -> wake(self, wait));
        if (atMost.compareTo(LONGEST_WAIT) < 0) {
            blockUntil(self, time.schedule(atMost, () -> wake(self, wait)));
        } else {
            block(self);
        }
    }

    /** Until the condition holds; false when it does not by then. */
    boolean await(BooleanSupplier condition, long limit) throws InterruptedException {
        Actor self = self("waiting");
        while (!condition.getAsBoolean()) {
            if (time.nanoTime() >= limit) {
                return false;
            }
            long wait = self.begin(condition, Long.MAX_VALUE);
            blockUntil(self, time.scheduleAt(limit, () -> wake(self, wait)));
        }
        return true;
    }

    /** From the thread outside that lets time pass, after every event: whoever is ready runs until he waits. */
    void letRun() {
        if (current != null || joining) {
            return;
        }
        notice();
        if (ready.isEmpty()) {
            return;
        }
        outside = new Actor("outside");
        boolean was = time.suspend();
        try {
            for (Actor next = ready.poll(); next != null; next = ready.poll()) {
                handOver(outside, next);
            }
        } finally {
            time.resume(was);
        }
        surface();
    }

    private void surface() {
        Throwable first = failure;
        if (first != null) {
            failure = null;
            throw VirtualTime.<RuntimeException>unchecked(first);
        }
    }

    // -- inside

    private Actor self(String method) {
        Actor self = current;
        if (self == null || self.runner.thread() != Thread.currentThread()) {
            throw new IllegalStateException(method + " was not called by an actor");
        }
        if (givenUp) { // its thread has come loose, and is not to touch what others use now
            throw new IllegalStateException("these actors were given up, since one of them stood still");
        }
        return self;
    }

    private void wake(Actor actor, long wait) {
        if (actor.wait == wait) {
            wake(actor);
        }
    }

    private void wake(Actor actor) {
        if (actor.waiting && !actor.ready && !actor.over) {
            actor.ready = true;
            ready.add(actor);
        }
    }

    /** The timer is of no use to anybody afterwards. */
    private void blockUntil(Actor self, EngineRuntime.Timer timer) throws InterruptedException {
        try {
            block(self);
        } finally {
            timer.cancel();
        }
    }

    /** Returns when {@code self} is ready and its turn has come. */
    private void block(Actor self) throws InterruptedException {
        waits++;
        if (self.runner.isInterrupted()) {
            wake(self);
        }
        Actor next = next();
        if (next == self) {
            goOn(self);
        } else {
            handOver(self, next);
        }
        RuntimeException poison = self.poison;
        if (poison != null) {
            self.poison = null;
            throw poison;
        }
        if (self.runner.isInterrupted()) {
            self.runner.clearInterrupt();
            throw new InterruptedException("an actor was interrupted while it waited");
        }
    }

    /** Whose turn it is; the thread outside when nobody is ready and it is for it to let time pass, or time cannot. */
    private Actor next() {
        while (failure == null) {
            Actor next = ready.poll();
            if (next != null) {
                return next;
            }
            if (!joining || !passes()) {
                return outside;
            }
            notice();
        }
        return outside;
    }

    /** What a task throws is for whoever joined, not for the actor that happened to let time pass. */
    private boolean passes() {
        try {
            return time.stepForActors();
        } catch (Throwable t) {
            failed(t);
            return false;
        }
    }

    /** Those who were interrupted, whose condition holds, or who have waited too long. */
    private void notice() {
        for (int i = 0; i < actors.size(); i++) {
            Actor actor = actors.get(i);
            if (!actor.waiting || actor.ready) {
                continue;
            }
            BooleanSupplier condition = actor.condition;
            if (actor.runner.isInterrupted() || (condition != null && condition.getAsBoolean())) {
                wake(actor);
            } else if (time.nanoTime() > actor.until) {
                actor.poison =
                        new IllegalStateException(Standstill.told(actor.name + " has waited too long", time, actors));
                wake(actor);
            }
        }
    }

    private void goOn(Actor next) {
        next.goOn();
        current = next == outside ? null : next;
    }

    private void handOver(Actor from, Actor to) {
        handOvers++;
        goOn(to);
        if (from == outside) {
            standstill.begin();
            from.runner.giveTo(to.runner, standstill.everyNanos(), this::look);
        } else {
            from.runner.giveTo(to.runner);
        }
    }

    /** From the thread outside, now and then in real time, while an actor runs. */
    private void look() {
        if (standstill.isSeen(actors)) {
            givenUp = true;
            throw new IllegalStateException(Standstill.told(standstill.inWords(), time, actors));
        }
    }

    private void run(Actor self, Body body) {
        try {
            if (self.poison == null) {
                body.run();
            }
        } catch (Throwable t) {
            failed(t);
        }
        if (givenUp) {
            return;
        }
        self.over = true;
        actors.remove(self);
        living--;
        Actor next = living == 0 ? outside : next();
        handOvers++;
        goOn(next);
        self.runner.leaveTo(next.runner);
    }

    private void failed(Throwable t) {
        if (closed) {
            return; // it was told to end
        }
        Throwable first = failure;
        if (first == null) {
            failure = t;
        } else if (first != t) {
            first.addSuppressed(t);
        }
    }
}

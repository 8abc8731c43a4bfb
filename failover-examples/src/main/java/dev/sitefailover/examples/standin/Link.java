package dev.sitefailover.examples.standin;

import dev.sitefailover.examples.standin.Bulletin.Kind;
import dev.sitefailover.examples.standin.fault.Faults;
import dev.sitefailover.examples.standin.http.HttpConversation;
import dev.sitefailover.examples.standin.store.Ledger;
import dev.sitefailover.examples.standin.store.Page;
import dev.sitefailover.examples.standin.store.Ranges;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands on to the peer what is applied here: one thread, one connection, one bulletin after another. When the link comes
 * up everything there is goes first, then the news in order, once it is as old as the lag; an empty bulletin now and then
 * shows that both are there. Without lag a submission waits until the peer has it, or the link is down.
 *
 * <p>A peer whose port is closed takes the link down at once, one that is silent after {@link #SILENCE}; from then on
 * nobody waits, until the peer answers again and has caught up. Safe for use by several threads.
 */
final class Link implements AutoCloseable {
    /** The longest a submission waits for a silent peer. */
    static final Duration SILENCE = Duration.ofMillis(300);

    /** An empty bulletin is sent after that long without news. */
    static final Duration HEARTBEAT = Duration.ofMillis(100);

    private static final Duration RETRY = Duration.ofMillis(50);
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 5_000;

    private final Standing standing;
    private final Ledger ledger;
    private final Faults faults;
    private final Supplier<Bulletin> about;
    private final Log log;
    private final Thread thread = new Thread(this::run, "stand-in-link");

    private final Tail tail = new Tail();
    private List<Tail.Entry> inFlight = List.of();
    private State state = State.DOWN;
    private Duration peerLag = Duration.ZERO;
    private boolean peerServing;
    private int flushing;
    private int broken;

    /** Catch-ups: how many were wanted, the newest of them begun, and the newest of them done. */
    private long wanted;

    private long begun;
    private long done;
    private boolean closed;
    private long settled = System.nanoTime();

    private enum State {
        DOWN,
        CATCHING_UP,
        UP
    }

    Link(Standing standing, Ledger ledger, Faults faults, Supplier<Bulletin> about, Log log) {
        this.standing = standing;
        this.ledger = ledger;
        this.faults = faults;
        this.about = about;
        this.log = log;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** It was applied here: done once it may be acknowledged. */
    synchronized CompletableFuture<Void> handOn(String participant, long number) {
        boolean lagging = !lag().isZero();
        if (state == State.DOWN && !lagging) {
            return CompletableFuture.completedFuture(null); // a catch-up will bring it
        }
        boolean waits = state == State.UP && !lagging;
        CompletableFuture<Void> done = new CompletableFuture<>();
        tail.append(new Tail.Entry(participant, number, System.nanoTime(), waits ? done : null));
        if (!waits) {
            done.complete(null);
        }
        notifyAll();
        return done;
    }

    /** Hands on at once whatever waits; whether it was within that time. */
    synchronized boolean flush(Duration patience) {
        flushing++;
        notifyAll();
        try {
            return await(() -> state == State.UP && tail.isEmpty() && inFlight.isEmpty(), patience);
        } finally {
            flushing--;
        }
    }

    /** Sends everything anew, purges included; whether the peer has it within that time. */
    boolean refresh(Duration patience) {
        synchronized (this) {
            if (state != State.UP) {
                return false;
            }
            kick();
            return awaitUp(patience);
        }
    }

    /** Something the link depends on has changed. */
    synchronized void kick() {
        wanted++;
        notifyAll();
    }

    private boolean isKicked() {
        return wanted > begun;
    }

    /** Waits until it is up and has sent all there was at the time of the call; whether it was within that time. */
    synchronized boolean awaitUp(Duration patience) {
        long mine = wanted;
        return await(() -> state == State.UP && done >= mine, patience);
    }

    /** Waits until the peer has answered, or was given up, at a time after {@code since}. */
    synchronized void awaitSettled(long since, Duration patience) {
        await(() -> settled - since >= 0, patience);
    }

    synchronized boolean isUp() {
        return state == State.UP;
    }

    synchronized StandInStatus.Link state() {
        return standing.peer() == null
                ? StandInStatus.Link.NONE
                : state == State.UP ? StandInStatus.Link.UP : StandInStatus.Link.DOWN;
    }

    synchronized long waiting() {
        return (long) tail.size() + inFlight.size();
    }

    /** Whether the peer was open when it last said so. */
    synchronized boolean peerServing() {
        return peerServing;
    }

    private Duration lag() {
        Duration own = faults.lag();
        return own.compareTo(peerLag) > 0 ? own : peerLag;
    }

    private boolean await(Supplier<Boolean> condition, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.get()) {
                long left = until - System.nanoTime();
                if (left <= 0 || closed) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        while (!isClosed()) {
            begin();
            URI peer = standing.peer();
            long started = System.nanoTime();
            if (peer == null || faults.cutsOut()) {
                down(peer == null ? "it has no peer" : "cut from its peer by a fault", started);
            } else {
                try (HttpConversation conversation = new HttpConversation(peer, SILENCE)) {
                    talk(conversation, peer);
                } catch (ConnectException e) {
                    down("nothing listens at " + peer, started);
                } catch (IOException e) {
                    // A connection that broke may have lost nothing but itself: one that is made anew tells.
                    if (e instanceof java.net.SocketTimeoutException || ++broken > 1) {
                        down(peer + " is silent", started);
                    } else {
                        continue;
                    }
                } catch (RuntimeException e) {
                    down("replication to " + peer + " failed: " + e.getMessage(), started);
                }
            }
            pause(RETRY);
        }
        down("the site ends", System.nanoTime());
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void pause(Duration time) {
        await(() -> isKicked() || closed, time);
    }

    private synchronized void begin() {
        begun = wanted;
    }

    private void talk(HttpConversation conversation, URI peer) throws IOException {
        while (!isClosed() && peer.equals(standing.peer()) && !faults.cutsOut()) {
            begin();
            Bulletin answer = ask(conversation, about.get().as(Kind.HELLO), SILENCE);
            if (answer.promotion().compareTo(standing.promotion()) <= 0) {
                standing.confirm();
            }
            if (answer.kind() == Kind.TAKEN) {
                catchUp(conversation);
                while (sendNews(conversation)) {
                    // until something changes
                }
            } else {
                down(refusal(answer), System.nanoTime());
                pause(RETRY);
            }
        }
    }

    private String refusal(Bulletin answer) {
        if (answer.outOfDate()) {
            return "its peer " + answer.site() + " is out of date";
        }
        return standing.isOutOfDate() ? "out of date itself" : "its peer " + answer.site() + " takes nothing";
    }

    private void catchUp(HttpConversation conversation) throws IOException {
        Map<String, Ranges> heldBack;
        Duration patience;
        synchronized (this) {
            patience = state == State.UP ? SILENCE : CATCH_UP;
            state = state == State.UP ? State.UP : State.CATCHING_UP;
            inFlight = tail.take(System.nanoTime() - due(), Integer.MAX_VALUE);
            heldBack = tail.held();
        }
        List<Page> pages = new ArrayList<>();
        for (Page page : ledger.pages()) {
            Ranges back = heldBack.get(page.participant());
            pages.add(
                    back == null
                            ? page
                            : new Page(
                                    page.participant(),
                                    page.applied().minus(back),
                                    page.purged().minus(back),
                                    0));
        }
        Bulletin answer = ask(conversation, about.get().with(Kind.STATE, false, true, pages), patience);
        if (answer.kind() != Kind.TAKEN) {
            down(refusal(answer), System.nanoTime());
            throw new IOException("the peer changed its mind");
        }
        boolean news;
        synchronized (this) {
            confirm();
            news = state != State.UP;
            state = State.UP;
            done = begun;
            broken = 0;
            notifyAll();
        }
        if (news) {
            log.say("replicates to " + answer.site() + ", which has all there is");
        }
    }

    /** One bulletin; false when the conversation has to start anew. */
    private boolean sendNews(HttpConversation conversation) throws IOException {
        boolean inSync;
        List<Tail.Entry> batch;
        boolean more;
        synchronized (this) {
            await(() -> closed || isKicked() || isDue(), HEARTBEAT);
            if (closed || isKicked() || faults.cutsOut()) {
                return false;
            }
            batch = tail.take(System.nanoTime() - due(), MOST_AT_ONCE);
            inFlight = batch;
            more = !tail.isEmpty();
            inSync = lag().isZero() && !more;
        }
        Bulletin bulletin = about.get().with(Kind.NEWS, inSync, more, Tail.pages(batch));
        Bulletin answer = ask(conversation, bulletin, SILENCE);
        if (answer.kind() != Kind.TAKEN) {
            down(refusal(answer), System.nanoTime());
            return false;
        }
        synchronized (this) {
            confirm();
            notifyAll();
        }
        return true;
    }

    private boolean isDue() {
        return !tail.isEmpty() && tail.oldest() - (System.nanoTime() - due()) <= 0;
    }

    /** How old an entry has to be. */
    private long due() {
        return flushing > 0 ? 0 : lag().toNanos();
    }

    private void confirm() {
        List<Tail.Entry> there = inFlight;
        inFlight = List.of();
        there.forEach(Tail.Entry::tell);
    }

    private Bulletin ask(HttpConversation conversation, Bulletin bulletin, Duration patience) throws IOException {
        long started = System.nanoTime();
        Bulletin sent;
        synchronized (this) {
            sent = bulletin.lagging(lag());
        }
        HttpConversation.Answer answer =
                conversation.ask("POST", Feed.PATH, "application/octet-stream", sent.bytes(), patience);
        Bulletin read = Feed.answer(answer);
        synchronized (this) {
            peerLag = read.lag();
            peerServing = read.serving();
            settled = started;
            notifyAll();
        }
        judge(read);
        return read;
    }

    /** What the peer's standing means for this site's. */
    private void judge(Bulletin answer) {
        if (answer.kind() == Kind.TAKEN) {
            return;
        }
        Promotion mine = standing.promotion();
        boolean apart = answer.promotion().equals(mine)
                && answer.serving()
                && standing.isServing()
                && !answer.always()
                && !standing.servesAlways()
                && answer.site().compareTo(standing.site()) < 0;
        if (apart || (answer.promotion().compareTo(mine) > 0 && !mine.equals(Promotion.NONE))) {
            if (standing.missed(answer.promotion())) {
                fail();
            }
        }
    }

    /** What waits was applied at a site that does not count any more. */
    private synchronized void fail() {
        List<Tail.Entry> lost = new ArrayList<>(inFlight);
        lost.addAll(tail.clear());
        inFlight = List.of();
        for (Tail.Entry entry : lost) {
            if (entry.done() != null) {
                entry.done().completeExceptionally(new StandInException("out of date"));
            }
        }
    }

    private void down(@Nullable String why, long attemptedAt) {
        boolean news;
        synchronized (this) {
            news = state == State.UP;
            state = State.DOWN;
            settled = attemptedAt;
            if (lag().isZero()) {
                inFlight.forEach(Tail.Entry::tell);
                tail.clear().forEach(Tail.Entry::tell);
            } else {
                inFlight.forEach(Tail.Entry::tell);
                tail.putBack(inFlight);
            }
            inFlight = List.of();
            notifyAll();
        }
        if (news) {
            log.say("replicates no more: " + why);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(SILENCE.multipliedBy(4).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

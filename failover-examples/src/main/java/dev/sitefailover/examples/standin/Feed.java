package dev.sitefailover.examples.standin;

import dev.sitefailover.examples.standin.Bulletin.Kind;
import dev.sitefailover.examples.standin.fault.Faults;
import dev.sitefailover.examples.standin.http.HttpConversation;
import dev.sitefailover.examples.standin.store.Ledger;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes in what the peer's link hands on, and knows how far the copy reaches. Safe for use by several threads. */
final class Feed {
    static final String PATH = "/replication";

    private static final Duration HAND_OVER = Duration.ofSeconds(3);

    /** A request that was sent is read by then, or never: the longest that a site at work keeps one waiting. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Standing standing;
    private final Ledger ledger;
    private final Faults faults;
    private final Link link;
    private final Supplier<Bulletin> about;

    private @Nullable Bulletin last;

    Feed(Standing standing, Ledger ledger, Faults faults, Link link, Supplier<Bulletin> about) {
        this.standing = standing;
        this.ledger = ledger;
        this.faults = faults;
        this.link = link;
        this.about = about;
    }

    /** The answer to a bulletin. */
    static Bulletin answer(HttpConversation.Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException("the peer answered with status " + answer.status());
        }
        try {
            return Bulletin.read(answer.body());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A bulletin has arrived. */
    Bulletin hear(Bulletin heard) {
        if (heard.site().equals(standing.site())) {
            return about.get().as(Kind.NOT_TAKEN); // its own address
        }
        if (standing.peer() == null && !heard.admin().isEmpty()) {
            standing.peer(URI.create(heard.admin()));
        }
        boolean taken =
                switch (heard.kind()) {
                    case YIELD -> handOver(heard.promotion());
                    case GIVE_UP -> standing.missed(heard.promotion());
                    default -> !faults.cutsIn() && isFit(heard) && take(heard);
                };
        return about.get().as(taken ? Kind.TAKEN : Kind.NOT_TAKEN);
    }

    /** Whether the two are of the same promotion, or this one may follow the other's. */
    private boolean isFit(Bulletin heard) {
        Promotion mine = standing.promotion();
        int order = heard.promotion().compareTo(mine);
        if (order > 0 && !standing.follows(heard.promotion())) {
            standing.missed(heard.promotion());
            return false;
        }
        if (heard.outOfDate() || standing.isOutOfDate() || order < 0) {
            return false;
        }
        boolean apart =
                order == 0 && heard.serving() && standing.isServing() && !heard.always() && !standing.servesAlways();
        if (apart && heard.site().compareTo(standing.site()) < 0) {
            standing.missed(heard.promotion());
        }
        return !apart;
    }

    private boolean take(Bulletin heard) {
        boolean ahead = heard.promotion().compareTo(standing.promotion()) > 0;
        if (heard.kind() == Kind.HELLO) {
            return true;
        }
        if (heard.kind() == Kind.NEWS && ahead) {
            return false; // all there is comes first
        }
        if (!heard.pages().isEmpty()) {
            ledger.merge(heard.pages()).join();
        }
        if (ahead) {
            standing.upToDate(heard.promotion());
            link.kick();
        }
        synchronized (this) {
            last = heard;
            notifyAll();
        }
        return true;
    }

    private boolean handOver(Promotion next) {
        if (faults.cutsOut() || standing.isOutOfDate()) {
            standing.missed(next);
            return false;
        }
        if (!standing.servesAlways()) {
            standing.close("the other site is promoted", HAND_OVER);
        }
        if (!link.flush(HAND_OVER)) {
            standing.missed(next);
            return false;
        }
        standing.yieldsTo(next);
        return true;
    }

    /** When the peer last sent something that was taken; null: never. */
    synchronized @Nullable Instant heardAt() {
        return last == null ? null : Instant.ofEpochMilli(last.sentAt());
    }

    /** Whether the peer then held nothing that is not here. */
    synchronized boolean inSync() {
        return last != null && last.inSync() && !standing.isOutOfDate();
    }

    /** Waits until the peer, holding nothing back, has sent something; that long at most. */
    synchronized void awaitHeard(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (last == null || !last.inSync()) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on this site has the truth. */
    synchronized void forget() {
        last = null;
    }

    /** Whether the copy may still lack what a client sent then: the peer feeds it and it trails. */
    synchronized boolean mayLack(Instant sentAt, Instant now) {
        if (last == null
                || !(last.serving() || last.waiting())
                || !last.promotion().equals(standing.promotion())) {
            return false;
        }
        Instant appliedBy = sentAt.plus(LONGEST_WAIT);
        Instant copiedUpTo = Instant.ofEpochMilli(last.sentAt()).minus(last.lag());
        return copiedUpTo.isBefore(appliedBy);
    }
}

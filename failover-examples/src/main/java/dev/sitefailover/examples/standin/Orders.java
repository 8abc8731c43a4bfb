package dev.sitefailover.examples.standin;

import dev.sitefailover.examples.standin.Bulletin.Kind;
import dev.sitefailover.examples.standin.fault.Faults;
import dev.sitefailover.examples.standin.http.HttpConversation;
import dev.sitefailover.examples.standin.store.Ledger;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The organiser's orders, one at a time. */
final class Orders {
    static final String BOOKS = "/replication/books";

    private static final Duration HAND_OVER = Duration.ofSeconds(8);
    private static final Duration WORK = Duration.ofSeconds(2);
    private static final Duration COPY = Duration.ofSeconds(10);
    private static final Duration LINK_UP = Duration.ofSeconds(1);

    private final Standing standing;
    private final Ledger ledger;
    private final Faults faults;
    private final Link link;
    private final Feed feed;
    private final Supplier<Bulletin> about;
    private final Runnable clientsTurnedAway;

    Orders(
            Standing standing,
            Ledger ledger,
            Faults faults,
            Link link,
            Feed feed,
            Supplier<Bulletin> about,
            Runnable clientsTurnedAway) {
        this.standing = standing;
        this.ledger = ledger;
        this.faults = faults;
        this.link = link;
        this.feed = feed;
        this.about = about;
        this.clientsTurnedAway = clientsTurnedAway;
    }

    /** Opens this site; the peer hands over and becomes its copy, or is out of date. */
    synchronized void promote() {
        Bulletin peer = ask(about.get().as(Kind.HELLO), Link.SILENCE);
        boolean peerServing = peer == null ? link.peerServing() : peer.serving();
        if (standing.isServing() && !peerServing) {
            return;
        }
        Promotion mine = standing.promotion();
        Promotion latest = peer != null && peer.promotion().compareTo(mine) > 0 ? peer.promotion() : mine;
        Promotion next = latest.next(standing.site());
        boolean handsOver = false;
        if (peer != null) {
            boolean reaches = peer.kind() == Kind.TAKEN && !faults.cutsIn() && !faults.cutsOut();
            Bulletin done =
                    ask(about.get().as(reaches ? Kind.YIELD : Kind.GIVE_UP).of(next), HAND_OVER);
            handsOver = reaches && done != null && done.kind() == Kind.TAKEN;
        }
        standing.open(next);
        feed.forget();
        link.kick();
        if (handsOver) {
            link.awaitUp(LINK_UP);
        }
    }

    /** Closes it once what was accepted is done and replicated. */
    synchronized void standBy() {
        standing.stoodDown(true);
        standing.close("stand-by ordered", WORK);
        if (link.isUp()) {
            link.flush(WORK);
        }
    }

    /** Makes it a copy of the other site. */
    synchronized void resynchronise(URI from) {
        if (standing.isServing() && !standing.servesAlways()) {
            throw new IllegalStateException("this site is open for business: order stand-by first");
        }
        boolean isPeer = from.equals(standing.peer());
        if (isPeer && link.isUp()) {
            link.flush(WORK);
        }
        Bulletin books;
        try {
            books = Feed.answer(HttpConversation.once(from, "GET", BOOKS, new byte[0], COPY));
        } catch (IOException e) {
            throw new IllegalStateException("no copy from " + from + ": " + e.getMessage(), e);
        }
        if (books.site().equals(standing.site())) {
            throw new IllegalStateException("a site cannot be resynchronised from itself");
        }
        if (books.outOfDate()) {
            throw new IllegalStateException("site " + books.site() + " is out of date itself");
        }
        if (standing.isOutOfDate() || !books.promotion().equals(standing.promotion())) {
            // what waits in their sockets is of the time before: enquiries elsewhere may have found it absent by now
            standing.missed(books.promotion());
            clientsTurnedAway.run();
        }
        ledger.replace(books.pages()).join();
        feed.forget();
        standing.stoodDown(false);
        standing.upToDate(books.promotion());
        link.kick();
        if (isPeer) {
            feed.awaitHeard(LINK_UP);
        }
    }

    private @Nullable Bulletin ask(Bulletin bulletin, Duration patience) {
        URI peer = standing.peer();
        if (peer == null) {
            return null;
        }
        try (HttpConversation conversation = new HttpConversation(peer, Link.SILENCE)) {
            return Feed.answer(
                    conversation.ask("POST", Feed.PATH, "application/octet-stream", bulletin.bytes(), patience));
        } catch (IOException e) {
            return null;
        }
    }
}

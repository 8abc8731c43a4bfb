package dev.sitefailover.examples.standin;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.examples.standin.store.Ledger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the site is: open or closed, of which promotion, up to date or not; kept in its database. Every change is kept
 * before it takes effect when it opens the site, and takes effect before it is kept when it closes it. Safe for use by
 * several threads.
 */
final class Standing {
    private final String site;
    private final boolean always;
    private final Ledger ledger;
    private final Clock clock;
    private final Log log;

    private Promotion promotion;
    private boolean serving;
    private boolean outOfDate;
    private boolean asksPeerFirst;
    private int working;
    private @Nullable Promotion yieldedTo;
    private @Nullable Instant since;
    private long sinceNanos = System.nanoTime();
    private volatile @Nullable URI peer;
    private boolean stoodDown;

    Standing(StandInSpec spec, Ledger ledger, Clock clock, Log log) {
        this.site = spec.site();
        this.always = spec.servesAlways();
        this.ledger = ledger;
        this.clock = clock;
        this.log = log;
        Map<String, String> kept = ledger.settings();
        String owner = kept.getOrDefault("site", site);
        if (!owner.equals(site)) {
            throw new StandInException("--data " + spec.data() + ": this is the data of site " + owner);
        }
        this.promotion =
                new Promotion(Long.parseLong(kept.getOrDefault("promotion", "0")), kept.getOrDefault("holder", ""));
        this.outOfDate = Boolean.parseBoolean(kept.getOrDefault("outOfDate", "false"));
        String keptPeer = kept.get("peer");
        URI given = spec.peer();
        this.peer = given != null || keptPeer == null ? given : URI.create(keptPeer);
        boolean isNew = kept.isEmpty();
        boolean wasServing = "SERVING".equals(kept.get("position"));
        if (!outOfDate && (wasServing || (isNew && (spec.serving() || always)))) {
            promotion = promotion.equals(Promotion.NONE) && !wasServing ? Promotion.FIRST : promotion;
            // Open at once without a peer, or where nobody can have been promoted yet; else the peer is asked first.
            asksPeerFirst = peer != null;
            serving = peer == null;
        }
        opened(serving);
    }

    private void opened(boolean open) {
        since = open ? clock.instant() : null;
        sinceNanos = System.nanoTime();
    }

    /** Writes down what the site starts with. */
    void keep() {
        ledger.remember(kept(serving || asksPeerFirst)).join();
    }

    private synchronized Map<String, String> kept(boolean open) {
        Map<String, String> kept = new LinkedHashMap<>();
        kept.put("site", site);
        kept.put("position", open ? "SERVING" : "STANDBY");
        kept.put("promotion", Long.toString(promotion.number()));
        kept.put("holder", promotion.holder());
        kept.put("outOfDate", Boolean.toString(outOfDate));
        URI url = peer;
        if (url != null) {
            kept.put("peer", url.toString());
        }
        return kept;
    }

    String site() {
        return site;
    }

    boolean servesAlways() {
        return always;
    }

    synchronized Promotion promotion() {
        return promotion;
    }

    synchronized boolean isServing() {
        return serving;
    }

    synchronized Position position() {
        return serving ? Position.SERVING : Position.STANDBY;
    }

    synchronized boolean isOutOfDate() {
        return outOfDate;
    }

    /** Whether it will open once its peer knows of no later promotion. */
    synchronized boolean asksPeerFirst() {
        return asksPeerFirst;
    }

    synchronized @Nullable Instant since() {
        return since;
    }

    synchronized long sinceNanos() {
        return sinceNanos;
    }

    @Nullable
    URI peer() {
        return peer;
    }

    void peer(URI url) {
        if (!url.equals(peer)) {
            peer = url;
            var unused = ledger.remember(Map.of("peer", url.toString()));
            log.say("its peer is " + url);
        }
    }

    /** Takes part in business until {@link #leave}; false when the site is closed. */
    synchronized boolean enter() {
        if (serving) {
            working++;
        }
        return serving;
    }

    synchronized void leave() {
        working--;
        notifyAll();
    }

    /** A stand-by was ordered: one that always serves does not until it is promoted or resynchronised. */
    synchronized void stoodDown(boolean is) {
        stoodDown = is;
    }

    /** Opens with that promotion. */
    void open(Promotion by) {
        synchronized (this) {
            stoodDown = false;
            promotion = by;
            outOfDate = false;
            asksPeerFirst = false;
        }
        ledger.remember(kept(true)).join();
        boolean was;
        synchronized (this) {
            was = serving;
            serving = true;
            if (!was) {
                opened(true);
            }
        }
        if (!was) {
            log.say("open for business, promotion " + by);
        }
    }

    /** The peer knows of no later promotion: what the data says counts. */
    void confirm() {
        if (asksPeerFirst()) {
            open(promotion());
        }
    }

    /** Closes, and waits for that long at most until what was accepted is done; whether it is. */
    boolean close(String why, Duration patience) {
        boolean was;
        boolean done;
        synchronized (this) {
            was = serving || asksPeerFirst;
            serving = false;
            asksPeerFirst = false;
            opened(false);
            done = awaitWork(patience);
        }
        if (was) {
            log.say("closed for business: " + why);
            keepSoon();
        }
        return done;
    }

    private synchronized boolean awaitWork(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (working > 0) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    /** It has handed over to that promotion and will be a copy of it. */
    synchronized void yieldsTo(Promotion next) {
        yieldedTo = next;
    }

    /** Whether a copy of that promotion's data may be taken as it comes. */
    synchronized boolean follows(Promotion next) {
        return next.equals(yieldedTo) || promotion.equals(Promotion.NONE);
    }

    /** It missed that promotion: closed and out of date until it is resynchronised. False when it has yielded to it. */
    boolean missed(Promotion other) {
        boolean news;
        synchronized (this) {
            if (follows(other)) {
                return false;
            }
            news = !outOfDate;
            outOfDate = true;
        }
        close("it missed promotion " + other, Duration.ZERO);
        if (news) {
            log.say("out of date until it is resynchronised: POST /resynchronise {\"from\": \""
                    + (peer == null ? "the other site's admin address" : peer) + "\"}");
            keepSoon();
        }
        return true;
    }

    /** Its copy is as good as that promotion's. */
    void upToDate(Promotion with) {
        boolean news;
        synchronized (this) {
            news = outOfDate || !promotion.equals(with);
            promotion = with;
            outOfDate = false;
        }
        if (news) {
            log.say("a copy of promotion " + with);
        }
        boolean opens;
        synchronized (this) {
            opens = always && !serving && !stoodDown;
        }
        if (opens) {
            open(with);
        } else if (news) {
            ledger.remember(kept(isServing())).join();
        }
    }

    private void keepSoon() {
        var unused = ledger.remember(kept(isServing()));
    }
}

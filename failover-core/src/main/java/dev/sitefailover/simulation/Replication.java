package dev.sitefailover.simulation;

import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * How submissions get from site to site, and what becomes of them when a site is promoted, resynchronised or purged. The
 * site promoted last holds the truth: from then on every other site is a copy of it, or out of date until it is
 * resynchronised.
 */
final class Replication {
    private final VirtualTime time;
    private final Iterable<Desk> desks;
    private final List<SimulatedSite> sites = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    Replication(VirtualTime time, Iterable<Desk> desks) {
        this.time = time;
        this.desks = desks;
    }

    void connect(SimulatedSite site) {
        for (SimulatedSite other : sites) {
            links.add(new Link(other, site));
            links.add(new Link(site, other));
        }
        sites.add(site);
    }

    /** Something that links depend on changes in {@code change}: all that happened before it is settled first. */
    void around(Runnable change) {
        settle();
        change.run();
        long now = time.nanoTime();
        for (Link link : links) {
            link.refresh(now);
        }
    }

    void settle() {
        long now = time.nanoTime();
        for (Link link : links) {
            link.settle(desks, now);
        }
    }

    void applied(SimulatedSite source, Desk desk, long number) {
        long now = time.nanoTime();
        for (Link link : links) {
            if (link.source == source) {
                link.applied(desk, number, now);
            }
        }
    }

    /** The acknowledgement is at the client. */
    void acknowledged(Desk desk, long number) {
        if (desk.account.acknowledge(number)) {
            noteAcknowledged(desk, number);
        }
    }

    /** The client found it applied, which is as good as an acknowledgement. */
    void found(Desk desk, long number) {
        if (desk.account.found(number)) {
            noteAcknowledged(desk, number);
        }
    }

    private void noteAcknowledged(Desk desk, long number) {
        long now = time.nanoTime();
        for (Link link : links) {
            link.acknowledged(desk, number, now);
        }
    }

    Disposition find(SimulatedSite asked, Desk desk, FindSubmission find) {
        long now = time.nanoTime();
        long sentAt = time.wallClock().whenItShowed(find.sentAt(), now);
        long appliedBy = Math.min(now, sentAt + Desk.LONGEST_HALF);
        boolean trailing = false;
        for (Link link : links) {
            if (link.receiver == asked) {
                link.settle(desk, now);
                boolean feeding = link.source.position() == Position.SERVING || link.isWaiting(desk);
                trailing |= feeding && !link.source.isOutOfDate() && link.copiedUpTo(now) < appliedBy;
            }
        }
        if (asked.ledger(desk).applied(find.number())) {
            return Disposition.APPLIED;
        }
        return trailing ? Disposition.UNKNOWN : Disposition.ABSENT;
    }

    /** Removes the live submissions at the site and wherever it can reach; the rest follows at a resynchronisation. */
    long purge(SimulatedSite at, Desk desk) {
        long now = time.nanoTime();
        NumberSet remembered = desk.account.purgedNumbers();
        for (Link link : links) {
            link.settle(desk, now);
            link.flush(desk, now);
        }
        long count = at.ledger(desk).purge(remembered);
        at.journal().purged(desk, count);
        for (Link link : links) {
            link.purged(desk, remembered);
            if (link.source == at && link.isOpen()) {
                SimulatedSite copy = link.receiver;
                copy.journal().purged(desk, copy.ledger(desk).purge(remembered));
            }
        }
        return count;
    }

    /** Finishes copying what the site has accepted, wherever it can reach. */
    void flushFrom(SimulatedSite site) {
        long now = time.nanoTime();
        for (Link link : links) {
            if (link.source == site) {
                for (Desk desk : desks) {
                    link.flush(desk, now);
                }
            }
        }
    }

    /** The promoted site's copy is the truth from now on: what has not reached it by now is lost. */
    void takeOver(SimulatedSite promoted) {
        for (SimulatedSite other : sites) {
            if (other != promoted) {
                boolean reachable =
                        link(other, promoted).isOpen() && link(promoted, other).isOpen();
                discard(other, promoted, reachable);
                other.outOfDate(!reachable);
            }
        }
        promoted.outOfDate(false);
        for (SimulatedSite other : sites) {
            if (other != promoted && !other.isOutOfDate()) {
                copyAll(promoted, other);
            }
        }
        for (Link link : links) {
            // what a site out of reach has not got is lost if that site is promoted next
            if (!link.receiver.isOutOfDate()) {
                for (Desk desk : desks) {
                    link.clear(desk);
                }
            }
        }
    }

    /** The site becomes a copy of the other one; what only it has is lost. */
    void resynchronise(SimulatedSite site, SimulatedSite from) {
        Link back = link(site, from);
        boolean reachable = back.isOpen();
        discard(site, from, reachable);
        site.outOfDate(false);
        copyAll(from, site);
        for (Link link : links) {
            boolean betweenThem = link == back || (link.source == from && link.receiver == site);
            if (betweenThem || (link.source == site && !reachable)) {
                for (Desk desk : desks) {
                    link.clear(desk);
                }
            } else if (link.receiver == site) {
                for (Desk desk : desks) {
                    link.dropArrived(desk);
                }
            }
        }
    }

    /** What the crashed source had not handed on to that site will not come any more. */
    void abandon(SimulatedSite source, SimulatedSite to) {
        discard(source, to, false);
    }

    private void discard(SimulatedSite source, SimulatedSite truth, boolean reachable) {
        Link link = link(source, truth);
        long now = time.nanoTime();
        for (Desk desk : desks) {
            if (reachable) {
                link.flush(desk, now);
            } else {
                long lost = link.sever(desk, source.shutdownAt(now));
                if (lost > 0) {
                    truth.journal().lost(desk, lost);
                }
            }
        }
    }

    private void copyAll(SimulatedSite from, SimulatedSite to) {
        for (Desk desk : desks) {
            to.ledger(desk).copyFrom(from.ledger(desk), desk.account.purgedNumbers());
        }
    }

    private Link link(SimulatedSite source, SimulatedSite receiver) {
        for (Link link : links) {
            if (link.source == source && link.receiver == receiver) {
                return link;
            }
        }
        throw new IllegalArgumentException("no replication from " + source + " to " + receiver);
    }

    /** What it costs, in longs. */
    long words() {
        return links.stream().mapToLong(Link::words).sum();
    }
}

package dev.sitefailover.search;

import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.StaleDns;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.search.Happening.Acted;
import dev.sitefailover.search.Happening.Ended;
import dev.sitefailover.search.Happening.Kind;
import dev.sitefailover.search.Happening.Sent;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.simulation.Ledger;
import dev.sitefailover.site.Site;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a doubt is settled as is what the books say at the site that calls go to. The entry itself is looked at: a client
 * system that wants to be rid of its doubts need not tell anybody.
 */
final class FindingWatch implements Watch {
    private static final long NEVER = Long.MIN_VALUE / 2;

    /** Of no interest while nothing was found to be absent that may arrive after all. */
    private static final Set<Kind> ARRIVALS = EnumSet.of(Kind.SENT, Kind.ACKNOWLEDGED, Kind.ANSWERED);

    private final World world;
    /** An answer to an enquiry may be so old when it is taken in. */
    private final long oldest;

    private final List<Absent> absent = new ArrayList<>();
    /** When the organiser last opened a site or made one a copy of another: what was answered before may have changed. */
    private long arrangedAt = NEVER;

    private @Nullable String wrong;

    /** Settled as absent at a site: it must not arrive there by itself. */
    private record Absent(GatewayView gateway, long number, int site, Ledger books) {}

    /** Nothing, where names go stale: an enquiry at one site may be answered by another. */
    static Watch of(World world) {
        boolean namesGoStale = world.scenario().acts().stream()
                .anyMatch(act ->
                        act instanceof Act.Inflict inflict && inflict.fault().fault() instanceof StaleDns);
        return namesGoStale ? Watch.NOTHING : new FindingWatch(world);
    }

    private FindingWatch(World world) {
        this.world = world;
        this.oldest = world.scenario().client().callTimeout().toNanos();
    }

    @Override
    public @Nullable String after(Happening happening) {
        if (happening instanceof Ended ended) {
            if (ended.outcome() instanceof Doubtful<?> doubtful) {
                GatewayView gateway = world.gateway(ended.gateway());
                var unused =
                        doubtful.entry().settled().thenAccept(finding -> settled(gateway, doubtful.entry(), finding));
            }
        } else if (happening instanceof Happening.Healed
                || (happening instanceof Acted acted && rearranges(acted.act()))) {
            arrangedAt = world.now();
            absent.clear();
        } else if (happening instanceof Sent sent && sent.again() && sent.request() instanceof Submission submission) {
            absent.removeIf(each -> each.gateway.index() == sent.gateway() && each.number == submission.number());
        }
        if (wrong == null && !absent.isEmpty()) {
            lookForArrivals();
        }
        return wrong;
    }

    private static boolean rearranges(Act act) {
        return act instanceof Act.Promote || act instanceof Act.Resynchronise || act instanceof Act.StandBy;
    }

    private void settled(GatewayView gateway, InDoubtEntry entry, Finding finding) {
        Submission submission = Submission.ofKey(entry.key());
        Site asked = gateway.lastRouted();
        if (submission == null || asked == null || world.now() - arrangedAt <= oldest) {
            return;
        }
        int site = world.indexOf(asked);
        Ledger books = world.sites().get(site).ledger(gateway.participant());
        boolean there = books.applied(submission.number());
        if (finding == Finding.APPLIED && !there) {
            wrong = entry + ", was settled as applied and is not at " + asked + ", where calls go";
        } else if (finding == Finding.ABSENT && there) {
            wrong = entry + ", was settled as absent and is at " + asked + ", where calls go";
        } else if (finding == Finding.ABSENT) {
            absent.add(new Absent(gateway, submission.number(), site, books));
        }
        if (wrong != null || !absent.isEmpty()) {
            world.wake(this, ARRIVALS);
        }
    }

    /** Asking for any does it for all; they stay the same objects. */
    private void bringBooksUpToDate() {
        Absent any = absent.get(0);
        var unused = world.sites().get(any.site).ledger(any.gateway.participant());
    }

    private void lookForArrivals() {
        bringBooksUpToDate();
        for (int i = 0; i < absent.size(); i++) {
            Absent each = absent.get(i);
            if (each.books.applied(each.number)) {
                wrong = "submission " + each.number + " of " + each.gateway.participant()
                        + " was settled as absent and has arrived at "
                        + world.sites().get(each.site) + " after all";
                return;
            }
        }
    }
}

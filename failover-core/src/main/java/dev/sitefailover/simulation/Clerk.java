package dev.sitefailover.simulation;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Purged;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.clearing.ReportDownload;
import dev.sitefailover.clearing.Submission;

/** Does one site's business: a request that has arrived becomes an answer. */
final class Clerk {
    private final SimulatedSite site;
    private final Replication replication;
    private final SiteJournal journal;
    private final boolean looksAtKeys;
    private final Pong serving;
    private final Pong standby;

    Clerk(SimulatedSite site, Replication replication, SiteJournal journal, boolean looksAtKeys) {
        this.site = site;
        this.replication = replication;
        this.journal = journal;
        this.looksAtKeys = looksAtKeys;
        this.serving = new Pong(site.id(), Position.SERVING);
        this.standby = new Pong(site.id(), Position.STANDBY);
    }

    /** Known to change nothing, and to be answered by {@link #process} as the site's position says. */
    static boolean goesByPosition(ClearingRequest request) {
        return request instanceof ProbePing || request instanceof Enquiry || request instanceof ReportDownload;
    }

    ClearingReply process(Desk desk, ClearingRequest request) {
        boolean open = site.position() == Position.SERVING;
        if (request instanceof ProbePing) {
            return open ? serving : standby;
        } else if (request instanceof Greeting) {
            return new Greeted(site.id(), site.position());
        } else if (!open) {
            return Refusal.CLOSED;
        } else if (request instanceof Enquiry enquiry) {
            return desk.data.records(enquiry.records());
        } else if (request instanceof Submission submission) {
            return submit(desk, submission.number());
        } else if (request instanceof ReportDownload download) {
            return desk.data.report(download.report());
        } else if (request instanceof FindSubmission find) {
            return new FoundSubmission(find.number(), replication.find(site, desk, find));
        }
        return new Purged(replication.purge(site, desk));
    }

    private Acknowledgement submit(Desk desk, long number) {
        Ledger ledger = site.ledger(desk);
        if (ledger.apply(number, desk.account.lasting(number))) {
            desk.account.regained(number);
            journal.applied(desk, number);
            replication.applied(site, desk, number);
            return new Acknowledgement(number, false);
        }
        if (looksAtKeys) {
            journal.duplicateSeen(desk, number);
            return new Acknowledgement(number, true);
        }
        ledger.applyAgain(number);
        desk.account.appliedAgain();
        journal.appliedTwice(desk, number);
        return new Acknowledgement(number, false);
    }
}

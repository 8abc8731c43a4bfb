package dev.sitefailover.endpoint.contract;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.ProductionData;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The business of one small live site. */
final class ClearingDesk {
    private final String site;
    private final ProductionData data = ProductionData.seeded(7, 100);
    private volatile Position position;
    final List<Epoch> epochs = new CopyOnWriteArrayList<>();

    ClearingDesk(String site, Position position) {
        this.site = site;
        this.position = position;
    }

    void promote() {
        position = Position.SERVING;
    }

    synchronized ClearingReply answer(ClearingRequest request) {
        if (request instanceof ProbePing) {
            return new Pong(site, position);
        }
        if (position == Position.STANDBY) {
            return Refusal.CLOSED;
        }
        if (request instanceof Enquiry enquiry) {
            return enquiry.records() == LiveSites.TOO_MANY
                    ? new Refusal(Reply.Status.BUSINESS_ERROR, "too many")
                    : data.records(enquiry.participant(), enquiry.records());
        }
        if (request instanceof Submission submission) {
            return new Acknowledgement(submission.number(), false);
        }
        return Refusal.FAILED;
    }
}

package dev.sitefailover.simulation;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The wire between the clients and one site: what is in flight, and what the site's faults make of it. */
final class Traffic {
    private final SimulatedSite site;
    private final VirtualTime time;
    private final Clerk clerk;
    private final Replication replication;

    /** In the order placed; replaced, never changed, so that a fault may be lifted while messages are asked about. */
    private InflictedFault[] faults = {};

    /** What they are to each kind of request, worked out when one comes. */
    private final Obstacles[] obstacles = new Obstacles[ClearingRequest.OPERATIONS.size()];

    /** So many of these are of the faults now in force. */
    private int known;

    private @Nullable Message newest;

    Traffic(SimulatedSite site, VirtualTime time, Clerk clerk, Replication replication) {
        this.site = site;
        this.time = time;
        this.clerk = clerk;
        this.replication = replication;
    }

    void place(List<InflictedFault> inForce) {
        positionChanges();
        faults = inForce.toArray(new InflictedFault[0]);
        known = 0;
        for (Message message = newest; message != null; message = message.previous) {
            if (message.goesAtOnce() && !obstaclesOf(message.request).isClearOnceConnected()) {
                message.detain();
                time.after(message.arrivesAt() - time.nanoTime(), message);
            }
        }
    }

    /** To be called before it does: what has arrived by now and goes at once has found the site as it still is. */
    void positionChanges() {
        for (Message message = newest; message != null; message = message.previous) {
            if (message.goesAtOnce() && message.arrivesAt() <= time.nanoTime()) {
                message.isReturning();
                read(message);
            }
        }
    }

    CompletionStage<Reply> send(Desk desk, ClearingRequest request) {
        Message message = new Message(this, desk, request);
        enter(message);
        if (!obstaclesOf(request).isClear()) {
            connect(message);
        } else if (Clerk.goesByPosition(request)) {
            // one event instead of two: what comes back and when is the same, but for ties of a nanosecond
            message.goAtOnce(time.nanoTime() + message.requestHalf());
            time.after(message.roundTrip(), message);
        } else {
            time.after(message.requestHalf(), message);
        }
        return message;
    }

    /** The site is still as the message found it. */
    void read(Message message) {
        message.answer = clerk.process(message.desk, message.request);
    }

    private void connect(Message message) {
        Fate fate = fateOf(message, Stage.CONNECT);
        if (fate.end() instanceof Verdict.Drop) {
            leave(message);
        } else if (fate.end() instanceof Verdict.Fail fail) {
            message.failing(fail.failure());
            time.after(message.roundTrip(), message);
        } else {
            time.after(message.requestHalf(), message);
        }
    }

    /** The request is at the site: process it and send the answer back. */
    void arrived(Message message) {
        if (obstaclesOf(message.request).isClearOnceConnected()) {
            read(message);
            respond(message);
            return;
        }
        Fate fate = fateOf(message, Stage.REQUEST);
        if (fate.end() instanceof Verdict.Drop) {
            leave(message);
        } else if (fate.end() instanceof Verdict.Fail fail) {
            message.failing(fail.failure());
            time.after(message.responseHalf(), message);
        } else {
            message.answer = fate.end() instanceof Verdict.Answer other
                    ? other.reply()
                    : clerk.process(message.desk, message.request);
            if (fate.isTwice() && !(fate.end() instanceof Verdict.Answer)) {
                clerk.process(message.desk, message.request);
            }
            respond(message);
        }
    }

    private void respond(Message message) {
        Fate fate = fateOf(message, Stage.RESPONSE);
        if (fate.end() instanceof Verdict.Drop) {
            leave(message);
            return;
        }
        if (fate.end() instanceof Verdict.Fail fail) {
            message.failing(fail.failure());
        } else {
            message.answer = fate.changed(message.answer);
        }
        long delay = message.responseHalf() + fate.delay();
        time.after(delay < 0 ? Long.MAX_VALUE : delay, message);
    }

    /** The answer, or the news that there is none, is at the client. */
    void returned(Message message) {
        leave(message);
        EndpointException failure = message.failure;
        if (failure != null) {
            message.completeExceptionally(failure);
            return;
        }
        ClearingReply answer = message.answer;
        if (!message.isDone()) {
            if (answer instanceof Acknowledgement acknowledgement) {
                replication.acknowledged(message.desk, acknowledgement.number());
            } else if (answer instanceof FoundSubmission found && found.disposition() == Disposition.APPLIED) {
                replication.found(message.desk, found.number());
            }
        }
        message.complete(answer);
    }

    /**
     * Every connection breaks at this instant: what was sent and not answered yet is in doubt. The clients learn it after
     * what is due already, so that nothing of theirs runs inside the crash.
     */
    void breakConnections() {
        List<Message> broken = new ArrayList<>();
        for (Message message = newest; message != null; message = message.previous) {
            broken.add(message);
        }
        newest = null;
        for (Message message : broken) {
            message.end();
            message.previous = null;
            message.next = null;
        }
        time.after(0, () -> {
            for (int i = broken.size() - 1; i >= 0; i--) {
                Message message = broken.get(i);
                EndpointException decided = message.failure;
                message.completeExceptionally(
                        decided == null ? site.failures().reset().failure() : decided);
            }
        });
    }

    int inFlight() {
        int count = 0;
        for (Message message = newest; message != null; message = message.previous) {
            count++;
        }
        return count;
    }

    private Fate fateOf(Message message, Stage stage) {
        return Fate.of(obstaclesOf(message.request).at(stage), stage, message, time.nanoTime());
    }

    private Obstacles obstaclesOf(ClearingRequest request) {
        if (faults.length == 0) {
            return Obstacles.NONE;
        }
        for (int i = 0; i < known; i++) {
            if (obstacles[i].areFor(request)) {
                return obstacles[i];
            }
        }
        Obstacles made = Obstacles.of(faults, request);
        obstacles[known++] = made;
        return made;
    }

    private void enter(Message message) {
        Message before = newest;
        message.previous = before;
        if (before != null) {
            before.next = message;
        }
        newest = message;
    }

    private void leave(Message message) {
        Message before = message.previous;
        Message after = message.next;
        if (before != null) {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        } else if (newest == message) {
            newest = before;
        }
        message.previous = null;
        message.next = null;
        message.end();
    }
}

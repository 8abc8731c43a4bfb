package dev.sitefailover.simulation;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Report;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The wire between the clients and one site: what is in flight, and what the site's faults make of it. */
final class Traffic {
    private static final int CONNECT = 0;
    private static final int REQUEST = 1;
    private static final int RESPONSE = 2;

    private final SimulatedSite site;
    private final VirtualTime time;
    private final Clerk clerk;
    private final Replication replication;

    /** In the order placed; replaced, never changed, so that a fault may be lifted while messages are asked about. */
    private InflictedFault[] faults = {};

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
        if (faults.length == 0) {
            return;
        }
        for (Message message = newest; message != null; message = message.previous) {
            if (message.goesAtOnce()) {
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
        if (faults.length > 0) {
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
        Outcome outcome = ask(CONNECT, message);
        if (outcome.end instanceof Verdict.Drop) {
            leave(message);
        } else if (outcome.end instanceof Verdict.Fail fail) {
            message.failing(fail.failure());
            time.after(message.roundTrip(), message);
        } else {
            time.after(message.requestHalf(), message);
        }
    }

    /** The request is at the site: process it and send the answer back. */
    void arrived(Message message) {
        if (faults.length == 0) {
            message.answer = clerk.process(message.desk, message.request);
            time.after(message.responseHalf(), message);
            return;
        }
        Outcome outcome = ask(REQUEST, message);
        if (outcome.end instanceof Verdict.Drop) {
            leave(message);
        } else if (outcome.end instanceof Verdict.Fail fail) {
            message.failing(fail.failure());
            time.after(message.responseHalf(), message);
        } else {
            message.answer = outcome.end instanceof Verdict.Answer other
                    ? other.reply()
                    : clerk.process(message.desk, message.request);
            if (outcome.twice && !(outcome.end instanceof Verdict.Answer)) {
                clerk.process(message.desk, message.request);
            }
            respond(message);
        }
    }

    private void respond(Message message) {
        Outcome outcome = ask(RESPONSE, message);
        if (outcome.end instanceof Verdict.Drop) {
            leave(message);
            return;
        }
        if (outcome.end instanceof Verdict.Fail fail) {
            message.failing(fail.failure());
        } else {
            message.answer = outcome.changed(message.answer);
        }
        long delay = message.responseHalf() + outcome.delay;
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

    private static @Nullable ClearingReply corrupted(@Nullable ClearingReply answer) {
        if (answer instanceof Records records) {
            return records.corrupted();
        }
        return answer instanceof Report report ? report.corrupted() : answer;
    }

    /** Every fault is asked, also after one has ended the message: none may depend on what another did. */
    private Outcome ask(int stage, Message message) {
        Outcome outcome = new Outcome();
        long now = time.nanoTime();
        for (InflictedFault fault : faults) {
            if (fault.meets(message.isProbe())) {
                outcome.add(verdict(fault, stage, message, now));
            }
        }
        return outcome;
    }

    private static Verdict verdict(InflictedFault fault, int stage, Message message, long now) {
        MessageChance chance = fault.chance().at(message, stage);
        return switch (stage) {
            case CONNECT -> fault.behaviour().connect(message, now, chance);
            case REQUEST -> fault.behaviour().request(message, now, chance);
            default -> fault.behaviour().response(message, now, chance);
        };
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

    /** What all faults together make of a message at one stage: the first that ends it does, delays add up. */
    private static final class Outcome {
        private Verdict end = Verdict.PASS;
        private long delay;
        private boolean twice;
        private boolean corrupt;
        private @Nullable List<Verdict.Change> changes;

        void add(Verdict verdict) {
            if (verdict instanceof Verdict.Delay by) {
                delay += by.nanos();
            } else if (verdict instanceof Verdict.Twice) {
                twice = true;
            } else if (verdict instanceof Verdict.Corrupt) {
                corrupt = true;
            } else if (verdict instanceof Verdict.Change by) {
                List<Verdict.Change> all = changes == null ? new ArrayList<>(2) : changes;
                all.add(by);
                changes = all;
            } else if (end instanceof Verdict.Pass) {
                end = verdict;
            }
        }

        @Nullable
        ClearingReply changed(@Nullable ClearingReply answer) {
            ClearingReply changed = answer;
            for (Verdict.Change change : changes == null ? List.<Verdict.Change>of() : changes) {
                changed = changed == null ? null : change.by().apply(changed);
            }
            return corrupt ? corrupted(changed) : changed;
        }
    }
}

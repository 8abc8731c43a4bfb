package dev.sitefailover.routing;

import dev.sitefailover.routing.Outcome.Answered;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether to believe that a request is absent. At the very site and in the very epoch it was sent, it may still be on its
 * way: a process that goes on after it was stopped answers enquiries while it works off what waited in its sockets. How
 * long ago the request was sent says nothing about that; how long the site has answered since does.
 */
final class Absences {
    private final long patienceNanos;
    private final Map<InDoubtEntry, Long> since = new ConcurrentHashMap<>();

    Absences(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** What the outcome of an enquiry is worth; UNKNOWN leaves the entry open. */
    Finding weigh(InDoubtEntry entry, Outcome<Finding> outcome, long now) {
        if (!(outcome instanceof Answered<Finding> answered)) {
            since.remove(entry); // nobody answers: what was on its way may have stopped again
            return Finding.UNKNOWN;
        }
        @Nullable Finding finding = answered.value(); // a reconciler may answer null all the same: it does not know
        if (finding == null) {
            return Finding.UNKNOWN;
        }
        boolean whereItWasSent =
                answered.site().equals(entry.site()) && answered.epoch().equals(entry.epoch());
        return finding == Finding.ABSENT && whereItWasSent && !isOver(entry, now) ? Finding.UNKNOWN : finding;
    }

    private boolean isOver(InDoubtEntry entry, long now) {
        if (patienceNanos == 0) {
            return true;
        }
        Long first = since.putIfAbsent(entry, now);
        if (first == null) {
            // settled by hand meanwhile or not: nothing is kept of an entry that is closed
            var unused = entry.settled().thenRun(() -> since.remove(entry));
        }
        return first != null && now - first >= patienceNanos;
    }
}

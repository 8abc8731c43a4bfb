package dev.sitefailover.examples.bench;

import dev.sitefailover.examples.bench.OpenLoop.Call;
import dev.sitefailover.examples.standin.StandInBooks;
import dev.sitefailover.examples.standin.StandInException;
import dev.sitefailover.routing.Finding;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What became of submissions, which are never sent twice, when the site they go to hangs: each is acknowledged, known not
 * to have been done, or in doubt until an enquiry tells. The enquiry can tell only when the hanging site is fenced, since
 * it may wake up and do what still waits there; so the organiser promotes the other one first.
 *
 * @param sent how many
 * @param acknowledged answered that they were done
 * @param found what enquiries found of those in doubt
 * @param open still in doubt
 * @param refused known not to have been done
 * @param lost acknowledged or found to be done, but not in the books of the surviving site
 * @param twice done more than once, or done although they were found absent or known not to be
 */
record OnceOnly(int sent, int acknowledged, Map<Finding, Integer> found, int open, int refused, int lost, long twice) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Promotes the secondary, asks until nothing is in doubt, wakes the primary up and compares with the books. */
    static OnceOnly of(List<Call> calls, EngineAsync engine, Sites sites) {
        sites.secondary().admin().promote();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!engine.engine().inDoubt().isEmpty() && System.nanoTime() - until < 0) {
            engine.engine().reconcile().toCompletableFuture().join();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        sites.primary().resume();
        StandInBooks books = booksOf(sites);
        Map<Finding, Integer> found = new EnumMap<>(Finding.class);
        int acknowledged = 0;
        int open = 0;
        int refused = 0;
        int lost = 0;
        long twice = books.twice();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            boolean applied = books.contains(i + 1L);
            CompletionStage<Finding> doubt = engine.doubts().get(i + 1L);
            if (call.hasEnded() && !call.isFailed()) {
                acknowledged++;
                lost += applied ? 0 : 1;
            } else if (doubt == null) {
                refused++;
                twice += applied ? 1 : 0;
            } else {
                Finding finding = doubt.toCompletableFuture().getNow(null);
                if (finding == null) {
                    open++;
                    continue;
                }
                found.merge(finding, 1, Integer::sum);
                lost += finding == Finding.APPLIED && !applied ? 1 : 0;
                twice += finding == Finding.ABSENT && applied ? 1 : 0;
            }
        }
        return new OnceOnly(calls.size(), acknowledged, found, open, refused, lost, twice);
    }

    /** Once the primary is awake again and has dealt with whatever waited there. */
    private static StandInBooks booksOf(Sites sites) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - until < 0) {
            try {
                sites.primary().admin().resynchronise(sites.secondary().adminAddress());
                break;
            } catch (StandInException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        return sites.secondary().admin().books(EngineAsync.PARTICIPANT);
    }

    boolean isAccountedFor() {
        return open == 0 && lost == 0 && twice == 0;
    }

    @Override
    public String toString() {
        return "once-only submissions: " + sent + " sent = " + acknowledged + " acknowledged + " + refused
                + " known not to be done + "
                + found.values().stream().mapToInt(Integer::intValue).sum()
                + " in doubt and found " + found + " + " + open + " open; lost " + lost + ", doubled " + twice;
    }
}

package dev.sitefailover.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.SiteFailoverBuilder;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Outcome.TurnedDown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Any client behind this library: an outcome is told as it is, and what is in doubt is settled before it is closed. */
final class Behind implements Client {
    static final Operation WRITE = Operation.once("write");

    private static final ProbeSettings PROBING = ProbeSettings.defaults().withInterval(Duration.ofMillis(100));
    private static final CallSettings CALLS = CallSettings.DEFAULT.withReconcileEvery(Duration.ofMillis(100));

    private final SiteFailover<?> failover;
    private final Book book;
    private final Function<String, Outcome<?>> call;
    private final List<InDoubtEntry> doubts = new CopyOnWriteArrayList<>();

    Behind(SiteFailover<?> failover, Book book, Function<String, Outcome<?>> call) {
        this.failover = failover;
        this.book = book;
        this.call = call;
        awaitRoute(failover);
    }

    static void awaitRoute(SiteFailover<?> failover) {
        try {
            failover.whenRouted().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no route at the start: " + failover.status(), e);
        }
    }

    /** Probes every 100 ms, else as it comes: a call may take 2 s. */
    static <C> SiteFailoverBuilder<C> settings(SiteFailoverBuilder<C> builder) {
        return builder.probing(PROBING).calls(CALLS);
    }

    @Override
    public String write(String key) throws Exception {
        Outcome<?> outcome = call.apply(key);
        if (outcome instanceof Answered<?> answered) {
            return answered.site().id();
        }
        if (outcome instanceof Doubtful<?> doubtful) {
            doubts.add(doubtful.entry());
            return IN_DOUBT;
        }
        if (outcome instanceof TurnedDown<?> turnedDown) {
            throw new AssertionError("taken for the site's answer", turnedDown.error());
        }
        return NOT_DONE;
    }

    @Override
    public void end() throws Exception {
        try {
            settle(doubts, book);
        } finally {
            failover.close();
        }
    }

    /** What is in doubt is found out at the site that serves, and it is the truth. */
    static void settle(List<InDoubtEntry> doubts, Book book) throws Exception {
        for (InDoubtEntry entry : doubts) {
            Finding finding = entry.settled().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(finding)
                    .as("%s, which took effect %s times", entry, book.times(entry.key()))
                    .isEqualTo(book.times(entry.key()) > 0 ? Finding.APPLIED : Finding.ABSENT);
        }
    }
}

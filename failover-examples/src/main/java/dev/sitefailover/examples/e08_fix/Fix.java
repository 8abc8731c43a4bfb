package dev.sitefailover.examples.e08_fix;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * The primary dies with orders on the way, the secondary refuses logons until it is promoted, the session moves, and
 * every order is accounted for.
 */
public final class Fix {
    private static final Operation ORDER = Operation.once("order");
    private static final ProbeSettings PROBING = ProbeSettings.defaults()
            .withInterval(Duration.ofMillis(100))
            .withFall(2)
            .withRise(1);
    private static final SwitchSettings SWITCHING =
            SwitchSettings.defaults().withRetry(Duration.ofMillis(100), Duration.ofMillis(500));
    private static final CallSettings CALLS = CallSettings.DEFAULT
            .withTimeout(Duration.ofSeconds(20))
            .withWaitForRoute(Duration.ofSeconds(20))
            .withReconcileEvery(Duration.ofMillis(200));

    private static final int BEFORE = 10;
    private static final int QUIET = 3;
    private static final int LOST = 2;
    private static final int AFTER = 5;

    /** It asks and never sends again. */
    private static final Reconciler<FixSession> BY_ENQUIRY = (session, entry) ->
            session.isKnown(entry.key()).thenApply(known -> known ? Finding.APPLIED : Finding.ABSENT);

    private Fix() {}

    static Account run(SequencePolicy policy) throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        try (FixSite primary = new FixSite("primary", true);
                FixSite secondary = new FixSite("secondary", false);
                SiteFailover<FixSession> client = SiteFailover.using(new FixConnector(policy))
                        .sites(primary.site(), secondary.site())
                        .probe(probe())
                        .probing(PROBING)
                        .switching(SWITCHING)
                        .calls(CALLS)
                        .reconciler(ORDER, BY_ENQUIRY)
                        .listener(event -> {
                            if (event instanceof SwitchEvent.AttemptFailed) {
                                refused.countDown();
                            }
                        })
                        .start()) {
            primary.replicateTo(secondary);
            client.whenRouted().toCompletableFuture().join();
            int acknowledged = answered(submit(client, 1, BEFORE));

            List<CompletionStage<Outcome<String>>> pending = new ArrayList<>();
            CountDownLatch quiet = primary.treat(FixSite.Manner.KEEP_QUIET, QUIET);
            pending.addAll(submit(client, BEFORE + 1, QUIET));
            quiet.await();
            CountDownLatch lost = primary.treat(FixSite.Manner.LOSE, LOST);
            pending.addAll(submit(client, BEFORE + QUIET + 1, LOST));
            lost.await();
            primary.crash();
            refused.await(); // a site that listens and refuses the logon counts as down
            secondary.promote();

            int applied = 0;
            List<String> absent = new ArrayList<>();
            for (CompletionStage<Outcome<String>> call : pending) {
                Outcome<String> outcome = call.toCompletableFuture().join();
                if (outcome instanceof Doubtful<String> doubtful) {
                    InDoubtEntry entry = doubtful.entry();
                    Finding found = entry.settled().toCompletableFuture().join();
                    applied += found == Finding.APPLIED ? 1 : 0;
                    if (found == Finding.ABSENT) {
                        absent.add(entry.key());
                    }
                }
            }
            for (String order :
                    absent) { // the same ClOrdID, and marked: should it be there after all, it is recognised
                client.callAsync(ORDER, order, session -> session.submit(order, true))
                        .toCompletableFuture()
                        .join();
            }
            acknowledged += answered(submit(client, BEFORE + QUIET + LOST + 1, AFTER));
            int all = BEFORE + QUIET + LOST + AFTER;
            return new Account(
                    policy,
                    all,
                    acknowledged,
                    applied,
                    absent.size(),
                    secondary.book.recognised(),
                    secondary.book.doubled(),
                    secondary.book.missing(
                            IntStream.rangeClosed(1, all).mapToObj(Fix::id).toList()),
                    client.inDoubt().size(),
                    secondary.refusals(),
                    primary.logons() + secondary.logons());
        }
    }

    private static HealthProbe<FixSession> probe() {
        return HealthProbe.blocking(session -> session.answers(PROBING.timeout())
                ? ProbeResult.serving()
                : ProbeResult.down("the session is not logged on"));
    }

    private static List<CompletionStage<Outcome<String>>> submit(
            SiteFailover<FixSession> client, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(Fix::id)
                .map(order -> client.tryCallAsync(ORDER, order, session -> session.submit(order, false)))
                .toList();
    }

    private static int answered(List<CompletionStage<Outcome<String>>> calls) {
        return (int) calls.stream()
                .filter(call -> call.toCompletableFuture().join().isAnswered())
                .count();
    }

    private static String id(int number) {
        return "order-" + number;
    }

    public static void main(String[] args) throws Exception {
        for (SequencePolicy policy : SequencePolicy.values()) {
            run(policy).lines().forEach(System.out::println);
        }
    }
}

package dev.sitefailover;

import static dev.sitefailover.Scene.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.Scene.Client;
import dev.sitefailover.Scene.Manner;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.site.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was sent and not answered: registered, enquired about, settled once. */
class InDoubtTest {
    private final Scene scene = new Scene();

    /** Asks the desk's books. */
    private static CompletionStage<Finding> ask(Client client, InDoubtEntry entry) {
        return client.send("find " + entry.key())
                .thenApply(reply -> client.desk.applied.containsKey(entry.key()) ? Finding.APPLIED : Finding.ABSENT);
    }

    private SiteFailoverBuilder<Client> reconciling() {
        return scene.client().reconciler(SUBMIT, InDoubtTest::ask);
    }

    private InDoubtEntry doubt(SiteFailover<Client> client, String key, Manner manner) {
        scene.a.manner = manner;
        InDoubtEntry entry = ((Doubtful<String>) scene.submit(client, key)).entry();
        scene.a.manner = Manner.ANSWER;
        return entry;
    }

    @Test
    void anEntrySaysWhatWasSentWhereAndWhen() {
        SiteFailover<Client> client = scene.routed();
        Instant before = scene.time.instant();
        InDoubtEntry entry = doubt(client, "K1", Manner.RESET);
        assertThat(entry.operation()).isEqualTo(SUBMIT);
        assertThat(entry.key()).isEqualTo("K1");
        assertThat(entry.site()).isEqualTo(scene.a.site);
        assertThat(entry.epoch()).isEqualTo(new Epoch(1));
        assertThat(entry.sentAt()).isEqualTo(before);
        assertThat(entry.reason()).contains("connection reset");
        assertThat(client.inDoubt().entries()).containsExactly(entry);
        assertThat(client.status().inDoubt()).isEqualTo(1);
    }

    @Test
    void anEnquiryFindsOutWhatWasApplied() {
        SiteFailover<Client> client = scene.routed(reconciling());
        InDoubtEntry entry = doubt(client, "K1", Manner.RESET);
        assertThat(scene.time.await(client.reconcile())).isEmpty();
        assertThat(scene.time.await(entry.settled())).isEqualTo(Finding.APPLIED);
        assertThat(scene.a.applied).containsEntry("K1", 1);
    }

    @Test
    void anEnquiryFindsOutWhatIsAbsent() {
        SiteFailover<Client> client = scene.routed(reconciling());
        InDoubtEntry entry = doubt(client, "K1", Manner.SWALLOW);
        assertThat(scene.time.await(client.reconcile())).containsExactly(entry);
        Finding finding = scene.time.await(entry.settled(), Duration.ofSeconds(70));
        assertThat(finding).isEqualTo(Finding.ABSENT);
        assertThat(client.inDoubt().isEmpty()).isTrue();
    }

    @Test
    void aSiteThatGoesOnAfterAHangIsNotBelievedWhileItWorksOffWhatWaited() {
        SiteFailover<Client> client = scene.routed(reconciling());
        InDoubtEntry entry = doubt(client, "K1", Manner.SWALLOW);
        scene.a.manner = Manner.SWALLOW; // stopped, for far longer than absentAfter
        scene.pass(Duration.ofMinutes(10));
        scene.a.manner = Manner.ANSWER; // goes on: an enquiry is answered before what waited is applied
        assertThat(scene.time.await(client.reconcile())).containsExactly(entry);
        scene.pass(Duration.ofSeconds(20));
        assertThat(client.inDoubt().entries()).containsExactly(entry);
        scene.a.applied.put("K1", 1);
        assertThat(scene.time.await(client.reconcile())).isEmpty();
        assertThat(scene.time.await(entry.settled())).isEqualTo(Finding.APPLIED);
    }

    @Test
    void anEnquiryWithoutAnAnswerBeginsTheWaitForAnAbsentOneAnew() {
        SiteFailover<Client> client = scene.routed(reconciling());
        InDoubtEntry entry = doubt(client, "K1", Manner.SWALLOW);
        scene.time.await(client.reconcile());
        scene.a.manner = Manner.SWALLOW; // stopped again before it came to what waited
        scene.pass(Duration.ofMinutes(2));
        scene.a.manner = Manner.ANSWER;
        assertThat(scene.time.await(client.reconcile())).containsExactly(entry);
    }

    @Test
    void anotherSiteIsBelievedAtOnceThatItIsAbsent() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client().reconciler(SUBMIT, InDoubtTest::ask));
        InDoubtEntry entry = doubt(client, "K1", Manner.SWALLOW);
        scene.move(client, "b", SwitchRequest.graceful());
        scene.pass(Duration.ofMillis(50));
        assertThat(scene.time.await(entry.settled())).isEqualTo(Finding.ABSENT);
    }

    @Test
    void withoutAWaitTheFirstAnswerCounts() {
        SiteFailover<Client> client =
                scene.routed(reconciling().calls(CallSettings.DEFAULT.withAbsentAfter(Duration.ZERO)));
        InDoubtEntry entry = doubt(client, "K1", Manner.SWALLOW);
        assertThat(scene.time.await(client.reconcile())).isEmpty();
        assertThat(scene.time.await(entry.settled())).isEqualTo(Finding.ABSENT);
    }

    @Test
    @SuppressWarnings("NullAway") // what others return is theirs
    void whatTheSiteCannotTellStaysOpen() {
        AtomicInteger asked = new AtomicInteger();
        SiteFailover<Client> client = scene.routed(scene.client().reconciler(SUBMIT, (c, entry) -> {
            return switch (asked.getAndIncrement()) {
                case 0 -> CompletableFuture.completedFuture(Finding.UNKNOWN);
                case 1 -> CompletableFuture.completedFuture(null);
                case 2 -> null;
                case 3 -> CompletableFuture.failedFuture(new IllegalStateException("cannot tell"));
                case 4 -> throw new IllegalStateException("cannot tell");
                case 5 -> new CompletableFuture<>();
                default -> CompletableFuture.completedFuture(Finding.APPLIED);
            };
        }));
        InDoubtEntry entry = doubt(client, "K1", Manner.RESET);
        for (int i = 0; i < 6; i++) {
            assertThat(scene.time.await(client.reconcile())).as("enquiry " + i).containsExactly(entry);
        }
        assertThat(scene.time.await(client.reconcile())).isEmpty();
    }

    @Test
    void enquiriesRunByThemselvesAtIntervalsUntilAllIsSettled() {
        SiteFailover<Client> client = scene.routed(reconciling());
        List<InDoubtEntry> entries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            entries.add(doubt(client, "K" + i, Manner.RESET));
        }
        scene.pass(Duration.ofSeconds(6));
        assertThat(client.inDoubt().isEmpty()).isTrue();
        assertThat(entries).allMatch(e -> e.settled().toCompletableFuture().isDone());
    }

    @Test
    void enquiriesGoToTheNewSiteRightAfterTheSwitch() {
        SiteFailover<Client> client = scene.routed(scene.bothServing().client().reconciler(SUBMIT, InDoubtTest::ask));
        InDoubtEntry entry = doubt(client, "K1", Manner.SWALLOW);
        scene.b.applied.put("K1", 1); // replicated
        scene.move(client, "b", SwitchRequest.graceful());
        scene.pass(Duration.ofMillis(50));
        assertThat(scene.time.await(entry.settled())).isEqualTo(Finding.APPLIED);
        assertThat(scene.b.arrived).containsExactly("find K1");
    }

    @Test
    void withoutAReconcilerAnEntryStaysAndReconcileSaysSo() {
        SiteFailover<Client> client = scene.routed();
        InDoubtEntry entry = doubt(client, "K1", Manner.RESET);
        assertThat(scene.time.await(client.reconcile())).containsExactly(entry);
        assertThat(client.inDoubt().settle(entry, Finding.UNKNOWN)).isFalse();
        assertThat(client.inDoubt().settle(entry, Finding.APPLIED)).isTrue();
        assertThat(client.inDoubt().settle(entry, Finding.ABSENT)).isFalse();
        assertThat(scene.time.await(entry.settled())).isEqualTo(Finding.APPLIED);
        assertThat(scene.time.await(client.reconcile())).isEmpty();
    }

    @Test
    void aThousandEntriesAreSettledInOneRound() {
        SiteFailover<Client> client = scene.routed(scene.client()
                .breaker(dev.sitefailover.guard.GuardSettings.DEFAULT.withFailuresInARow(5_000))
                .reconciler(SUBMIT, (c, entry) -> CompletableFuture.completedFuture(Finding.APPLIED)));
        scene.a.manner = Manner.LOSE_REPLY;
        for (int i = 0; i < 1_000; i++) {
            Scene.submitting(client, "K" + i);
        }
        scene.time.runUntil(scene.time.nanoTime() + Duration.ofSeconds(2).toNanos());
        scene.a.manner = Manner.ANSWER;
        assertThat(client.inDoubt().size()).isEqualTo(1_000);
        assertThat(scene.time.await(client.reconcile())).isEmpty();
    }

    @Test
    void theSameKeySentAgainSettlesBothEntries() {
        SiteFailover<Client> client = scene.routed(reconciling());
        InDoubtEntry first = doubt(client, "K1", Manner.SWALLOW);
        InDoubtEntry second = doubt(client, "K1", Manner.RESET);
        assertThat(client.inDoubt().entries()).containsExactly(second);
        scene.time.await(client.reconcile());
        assertThat(scene.time.await(second.settled())).isEqualTo(Finding.APPLIED);
        assertThat(scene.time.await(first.settled())).isEqualTo(Finding.APPLIED);
    }

    @Test
    void theSameKeyOfAnotherOperationIsAnotherEntry() {
        SiteFailover<Client> client = scene.routed();
        Operation cancel = Operation.once("cancel");
        doubt(client, "K1", Manner.RESET);
        scene.a.manner = Manner.RESET;
        scene.outcome(client.tryCallAsync(cancel, "K1", c -> c.send("cancel K1")));
        assertThat(client.inDoubt().size()).isEqualTo(2);
        assertThat(client.inDoubt().find(cancel, "K1")).isNotNull();
    }

    @Test
    void aRegisterHandedToTheNextClientSurvivesTheRestart() {
        InDoubtRegister register = new InDoubtRegister();
        SiteFailover<Client> first = scene.routed(scene.client().register(register));
        InDoubtEntry entry = doubt(first, "K1", Manner.RESET);
        first.close();
        assertThat(register.entries()).containsExactly(entry);
        SiteFailover<Client> second = scene.routed(reconciling().register(register));
        scene.pass(Duration.ofMillis(100));
        assertThat(second.inDoubt()).isSameAs(register);
        assertThat(register.isEmpty()).isTrue();
        assertThat(scene.time.await(entry.settled())).isEqualTo(Finding.APPLIED);
    }

    @Test
    void listenersHearOfDoubtAndOfItsEnd() {
        List<String> heard = new ArrayList<>();
        SiteFailover<Client> client = scene.routed(reconciling().listener(new FailoverListener() {
            @Override
            public void on(dev.sitefailover.control.SwitchEvent event) {}

            @Override
            public void inDoubt(InDoubtEntry entry) {
                heard.add("in doubt " + entry.key());
            }

            @Override
            public void settled(InDoubtEntry entry, Finding finding) {
                heard.add(finding + " " + entry.key());
            }
        }));
        doubt(client, "K1", Manner.RESET);
        scene.time.await(client.reconcile());
        scene.pass(Duration.ZERO);
        assertThat(heard).containsExactly("in doubt K1", "APPLIED K1");
    }

    @Test
    void aBlockingReconcilerRunsOnTheExecutor() {
        SiteFailover<Client> client = scene.routed(scene.client()
                .reconciler(
                        SUBMIT,
                        Reconciler.blocking((c, entry) ->
                                c.desk.applied.containsKey(entry.key()) ? Finding.APPLIED : Finding.ABSENT)));
        InDoubtEntry entry = doubt(client, "K1", Manner.RESET);
        scene.time.await(client.reconcile());
        assertThat(scene.time.await(entry.settled())).isEqualTo(Finding.APPLIED);
    }

    @Test
    void enquiriesStopWhenTheClientIsClosed() {
        SiteFailover<Client> client = scene.routed(
                scene.client().reconciler(SUBMIT, (c, e) -> CompletableFuture.completedFuture(Finding.UNKNOWN)));
        doubt(client, "K1", Manner.RESET);
        client.close();
        assertThat(scene.time.runUntilIdle(Duration.ofMinutes(1)))
                .as("no timer goes on for ever")
                .isTrue();
    }

    /** As happens when the runtime is closed under a client: the enquiry that is out is the last one. */
    @Test
    void aRoundEndsWhenTheExecutorIsGone() {
        RejectingRuntime runtime = new RejectingRuntime(scene.time, scene.time.executor());
        SiteFailover<Client> client = scene.routed(reconciling().runtime(runtime));
        for (int i = 0; i < 100; i++) {
            doubt(client, "K" + i, Manner.RESET);
        }
        CompletionStage<List<InDoubtEntry>> round = client.reconcile();
        runtime.rejects = true;
        scene.pass(Duration.ofSeconds(1));
        assertThat(round.toCompletableFuture()).isCompleted();
        assertThat(client.inDoubt().size()).isBetween(1, 99);
    }
}

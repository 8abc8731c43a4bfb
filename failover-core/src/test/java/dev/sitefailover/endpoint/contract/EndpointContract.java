package dev.sitefailover.endpoint.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.FailureClassifier;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every endpoint must do alike, simulated or live: what is rehearsed with one holds for the others. */
@SuppressWarnings("NullAway.Init")
abstract class EndpointContract {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final Operation SUBMIT = Operation.once("submit");
    private static final Duration DEADLINE = Duration.ofMillis(400);
    private static final Epoch FIRST = new Epoch(1);

    private EndpointUnderTest world;
    private Site primary;
    private Site secondary;
    private final List<Endpoint> opened = new ArrayList<>();

    abstract EndpointUnderTest start() throws Exception;

    @BeforeEach
    void startTheSites() throws Exception {
        world = start();
        primary = world.sites().get(0);
        secondary = world.sites().get(1);
    }

    @AfterEach
    void closeEverything() {
        opened.forEach(endpoint -> world.connector().close(endpoint));
        world.close();
    }

    @Test
    void answersARequestWithItsReply() {
        Reply reply = ask(activated(primary), new Enquiry("p", 20));
        assertThat(reply).isInstanceOf(Records.class);
        assertThat(((Records) reply).count()).isEqualTo(20);
        assertThat(((Records) reply).verifies()).isTrue();
    }

    @Test
    void answersAProbeWithoutALogon() {
        assertThat(ask(open(secondary), new ProbePing("p"))).isInstanceOf(Pong.class);
    }

    @Test
    void aBusinessErrorIsAnAnswer() {
        assumeTrue(world.turnsDown());
        Reply reply = ask(activated(primary), new Enquiry("p", LiveSites.TOO_MANY));
        assertThat(reply.status()).isEqualTo(Reply.Status.BUSINESS_ERROR);
        assertThat(FailureClassifier.standard().ofValue(reply)).isNull();
    }

    @Test
    void aClosedSiteRefuses() {
        Reply reply = ask(activated(secondary), new Enquiry("p", 1));
        assertThat(FailureClassifier.standard().ofValue(reply)).isEqualTo(Delivery.REFUSED);
    }

    @Test
    void aDeadSiteWasSentNothing() {
        world.crash("primary");
        assertThat(delivery(() -> ask(open(primary), new ProbePing("p")))).isIn(Delivery.NOT_SENT, Delivery.REFUSED);
    }

    @Test
    void aCrashWithARequestInFlightLeavesItInDoubt() {
        Endpoint endpoint = activated(primary);
        ask(endpoint, new Enquiry("p", 1));
        if (world instanceof LiveSites) {
            world.silence("primary"); // so that it is certainly on its way when the site ends
        }
        CompletableFuture<Reply> inFlight =
                endpoint.send(new Submission("p", 1)).toCompletableFuture();
        if (world instanceof LiveSites live) {
            world.until(() -> live.holdsBack("primary"));
        }
        world.crash("primary");
        world.until(inFlight::isDone);
        assertThat(delivery(inFlight::join)).isEqualTo(Delivery.IN_DOUBT);
    }

    @Test
    void concurrentRequestsGetTheirOwnReplies() {
        Endpoint endpoint = activated(primary);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            replies.add(endpoint.send(new Enquiry("p", i)).toCompletableFuture());
        }
        for (int i = 1; i <= 40; i++) {
            assertThat(((Records) await(replies.get(i - 1))).count()).isEqualTo(i);
        }
    }

    @Test
    void closingEndsWhatIsOutstandingAndEveryConnection() {
        assumeTrue(world.connections("primary").isPresent());
        Endpoint endpoint = activated(primary);
        ask(endpoint, new Enquiry("p", 1)); // where a logon comes first, it is over
        world.silence("primary");
        CompletableFuture<Reply> outstanding =
                endpoint.send(new Submission("p", 1)).toCompletableFuture();
        if (world instanceof LiveSites live) {
            world.until(() -> live.holdsBack("primary"));
        }
        world.connector().close(endpoint);
        assertThat(delivery(outstanding::join)).isEqualTo(Delivery.IN_DOUBT);
        world.heal("primary");
        world.until(() -> connections("primary") == 0);
    }

    @Test
    void leavingReturnsAtOnceFromASilentSiteAndNothingStaysConnected() {
        assumeTrue(world.connections("primary").isPresent());
        Endpoint endpoint = activated(primary);
        ask(endpoint, new Enquiry("p", 1));
        world.silence("primary");
        await(world.connector().deactivate(endpoint, primary, FIRST));
        world.until(() -> connections("primary") == 0);
    }

    @Test
    void aLateAnswerChangesNothing() {
        Endpoint endpoint = activated(primary);
        world.silence("primary");
        CompletableFuture<Reply> late = endpoint.send(new Enquiry("p", 3)).toCompletableFuture();
        late.cancel(true);
        if (world instanceof LiveSites live) {
            live.speak("primary");
        } else {
            world.heal("primary");
        }
        assertThat(((Records) ask(endpoint, new Enquiry("p", 5))).count()).isEqualTo(5);
        assertThat(late).isCancelled();
    }

    @Test
    void theEpochReachesTheSite() {
        List<Epoch> epochs = world.epochs("primary");
        assumeTrue(epochs != null);
        Endpoint endpoint = open(primary);
        await(world.connector().activate(endpoint, primary, new Epoch(42)));
        ask(endpoint, new Enquiry("p", 1));
        assertThat(epochs).containsOnly(new Epoch(42));
    }

    @Test
    void aSilentSiteLeavesTheCallInDoubtAtTheEnginesDeadlineWhateverTheTransportThinks() {
        try (SiteFailover<Endpoint> client = client()) {
            world.silence("primary");
            long before = world.runtime().nanoTime();
            Outcome<Reply> outcome =
                    await(client.tryCallAsync(SUBMIT, "p/1", endpoint -> endpoint.send(new Submission("p", 1))));
            Duration took = Duration.ofNanos(world.runtime().nanoTime() - before);
            assertThat(outcome).isInstanceOf(Outcome.Doubtful.class);
            // the endpoints' own bound is 30 s, the slack is for a loaded machine
            assertThat(took).isLessThan(DEADLINE.plusSeconds(10));
        }
    }

    @Test
    void theClientRecoversWhenTheOnlySiteReturns() {
        try (SiteFailover<Endpoint> client = client()) {
            world.crash("primary");
            world.until(() -> !enquire(client).isAnswered());
            world.heal("primary");
            world.until(() -> enquire(client).isAnswered());
        }
    }

    @Test
    void theEngineMovesWhenTheFirstSiteDiesAndNothingStaysConnectedThere() {
        try (SiteFailover<Endpoint> client = client()) {
            assertThat(enquire(client).isAnswered()).isTrue();
            world.promoteSecondary();
            world.crash("primary");
            world.until(() -> enquire(client) instanceof Outcome.Answered<Reply> answered
                    && answered.site().equals(secondary));
            world.until(() -> world.connections("primary").orElse(0) == 0);
        }
    }

    @Test
    void aDeclaredSwitchLeavesNoConnectionAtTheOldSite() {
        assumeTrue(world.connections("primary").isPresent());
        try (SiteFailover<Endpoint> client = client()) {
            for (int i = 0; i < 5; i++) {
                assertThat(enquire(client).isAnswered()).isTrue();
            }
            world.promoteSecondary();
            await(client.switchTo("secondary", SwitchRequest.graceful().awaitPromotionFor(Duration.ofSeconds(20))));
            assertThat(enquire(client)).isInstanceOfSatisfying(Outcome.Answered.class, a -> assertThat(a.site())
                    .isEqualTo(secondary));
            // a probe of the primary may hold its one connection, business none
            world.until(() -> connections("primary") <= 1);
        }
    }

    private SiteFailover<Endpoint> client() {
        HealthProbe<Endpoint> probe = (endpoint, site) -> endpoint.send(new ProbePing("p"))
                .thenApply(
                        reply -> reply instanceof Pong pong && pong.position().health() == Health.SERVING
                                ? ProbeResult.serving()
                                : ProbeResult.standby("not promoted"));
        SiteFailover<Endpoint> client = SiteFailover.using(world.connector())
                .sites(world.sites())
                .runtime(world.runtime())
                .probe(probe)
                .probing(ProbeSettings.defaults()
                        .withInterval(Duration.ofMillis(100))
                        .withTimeout(Duration.ofSeconds(2)))
                .callTimeout(DEADLINE)
                .start();
        world.until(() -> client.whenRouted().toCompletableFuture().isDone());
        return client;
    }

    private Outcome<Reply> enquire(SiteFailover<Endpoint> client) {
        return await(client.tryCallAsync(ENQUIRY, null, endpoint -> endpoint.send(new Enquiry("p", 2))));
    }

    private Endpoint open(Site site) {
        Endpoint endpoint = await(world.connector().open(site));
        opened.add(endpoint);
        return endpoint;
    }

    private Endpoint activated(Site site) {
        Endpoint endpoint = open(site);
        await(world.connector().activate(endpoint, site, FIRST));
        return endpoint;
    }

    private Reply ask(Endpoint endpoint, Request request) {
        return await(endpoint.send(request));
    }

    private int connections(String site) {
        OptionalInt connections = world.connections(site);
        return connections.orElse(0);
    }

    private <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        try {
            return world.runtime().await(stage);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Delivery delivery(ThrowingCallable failing) {
        Throwable error = catchThrowable(failing);
        if (error == null) {
            throw new AssertionError("nothing failed");
        }
        return FailureClassifier.standard().ofError(error);
    }
}

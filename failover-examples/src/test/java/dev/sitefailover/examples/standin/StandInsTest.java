package dev.sitefailover.examples.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProductionData;
import dev.sitefailover.clearing.Purge;
import dev.sitefailover.clearing.Purged;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.examples.standin.http.HttpConversation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sites inside this process: everything but their sudden death. */
class StandInsTest {
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<StandIn> running = new ArrayList<>();

    @AfterEach
    void end() {
        running.forEach(StandIn::close);
    }

    private StandIn start(StandInSpec spec) {
        StandIn site =
                StandIn.start(spec, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        running.add(site);
        return site;
    }

    private StandInSpec spec(String site) {
        return StandInSpec.of(site, directory.resolve(site));
    }

    private StandIn primary() {
        return start(spec("primary").servingFirst());
    }

    private StandIn secondaryOf(StandIn primary, Duration lag) {
        StandIn secondary = start(spec("secondary").trailing(lag).withPeer(primary.admin()));
        until(() -> admin(primary).status().link() == StandInStatus.Link.UP
                && admin(secondary).status().heardAt() != null);
        return secondary;
    }

    private static StandInAdmin admin(StandIn site) {
        return StandInAdmin.at(site.admin());
    }

    private static void until(BooleanSupplier condition) {
        long until = System.nanoTime() + GENEROUS.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until)
                    .as("nanoseconds beyond " + GENEROUS)
                    .isNegative();
            Thread.onSpinWait();
        }
    }

    private static ClearingReply ask(StandIn site, ClearingRequest request) {
        try {
            return ClearingCodec.decodeReply(
                    post(site.http(), request.operation(), request.body()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpConversation.Answer post(URI to, String operation, byte[] body) throws IOException {
        return HttpConversation.once(to, "POST", "/" + operation, body, GENEROUS);
    }

    @Test
    void aSiteThatAlwaysServesStaysClosedAfterAStandByUntilItIsResynchronised() {
        StandIn primary = primary();
        StandIn secondary = start(spec("secondary").servingAlways().withPeer(primary.admin()));
        until(() -> admin(secondary).status().position() == Position.SERVING
                && admin(secondary).status().heardAt() != null);

        admin(secondary).standBy();
        admin(primary).promote();
        Instant closed = Instant.now();
        until(() -> {
            Instant heard = admin(secondary).status().heardAt();
            return heard != null && heard.isAfter(closed.plusMillis(200)); // its peer has told it again how things are
        });
        assertThat(admin(secondary).status().position()).isEqualTo(Position.STANDBY);

        admin(secondary).resynchronise(primary.admin());
        assertThat(admin(secondary).status().position()).isEqualTo(Position.SERVING);
    }

    /** What waits in a socket may have been found absent elsewhere by then. */
    @Test
    void aSiteThatMissedAPromotionTurnsItsClientsAwayBeforeItOpensAgain() throws IOException {
        StandIn primary = start(spec("primary").servingAlways());
        StandIn secondary = start(spec("secondary").servingAlways().withPeer(primary.admin()));
        until(() -> admin(secondary).status().heardAt() != null);
        try (HttpConversation before = new HttpConversation(primary.http(), GENEROUS)) {
            byte[] enquiry = new Enquiry("P1", 1).body();
            before.ask("POST", "/enquiry", "application/octet-stream", enquiry, GENEROUS);
            admin(primary).inflict("{\"fault\":\"partition\",\"between\":\"site\"}");
            admin(secondary).promote();
            admin(primary).lift();

            admin(primary).resynchronise(secondary.admin());

            assertThatThrownBy(() -> before.ask("POST", "/enquiry", "application/octet-stream", enquiry, GENEROUS))
                    .isInstanceOf(IOException.class);
            assertThat(ask(primary, new Enquiry("P1", 1))).isInstanceOf(Records.class);
        }
    }

    @Test
    void aServingSiteDoesTheWholeBusiness() {
        StandIn site = primary();
        assertThat(ask(site, new Submission("P1", 1))).isEqualTo(new Acknowledgement(1, false));
        assertThat(ask(site, new Submission("P1", 1))).isEqualTo(new Acknowledgement(1, true));
        assertThat(ask(site, new FindSubmission("P1", 1, Instant.now())))
                .isEqualTo(new FoundSubmission(1, Disposition.APPLIED));
        assertThat(ask(site, new FindSubmission("P1", 2, Instant.now())))
                .isEqualTo(new FoundSubmission(2, Disposition.ABSENT));
        assertThat(((Records) ask(site, new Enquiry("P1", 7))).lines())
                .isEqualTo(ProductionData.seeded(1, StandInSpec.RECORDS)
                        .records("P1", 7)
                        .lines());
        assertThat(ask(site, new Greeting("P1"))).isInstanceOfSatisfying(Greeted.class, greeted -> {
            assertThat(greeted.siteId()).isEqualTo("primary");
            assertThat(greeted.position()).isEqualTo(Position.SERVING);
        });
        assertThat(ask(site, new Purge("P1"))).isEqualTo(new Purged(1));
        assertThat(admin(site).books("P1")).satisfies(books -> {
            assertThat(books.applied()).containsExactly(new StandInBooks.Range(1, 1));
            assertThat(books.held()).isZero();
            assertThat(books.twice()).isZero();
        });
    }

    @Test
    void aStandbyGreetsAndTurnsBusinessAwayWith503() throws IOException {
        StandIn site = start(spec("secondary"));
        assertThat(ask(site, new Greeting("P1"))).isInstanceOf(Greeted.class);
        Submission submission = new Submission("P1", 1);
        HttpConversation.Answer answer = post(site.http(), submission.operation(), submission.body());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(ClearingCodec.decodeReply(answer.body())).isEqualTo(Refusal.CLOSED);
    }

    @Test
    void whatIsNoRequestGetsItsOwnStatus() throws IOException {
        StandIn site = primary();
        assertThat(post(site.http(), "nonsense", new byte[0]).status()).isEqualTo(404);
        assertThat(post(site.http(), "submit", new byte[] {'{'}).status()).isEqualTo(400);
        assertThat(post(site.http(), "submit", new byte[Counter.LONGEST_BODY + 1])
                        .status())
                .isEqualTo(413);
        assertThatThrownBy(() -> admin(site).inflict("{\"fault\":\"stale-dns\"}"))
                .hasMessageContaining("resolver");
        assertThatThrownBy(() -> admin(site).inflict("{\"fault\":\"slwo\"}")).hasMessageContaining("slow");
    }

    @Test
    void withoutLagTheCopyHasWhatWasAcknowledged() {
        StandIn primary = primary();
        ask(primary, new Submission("P1", 1));
        StandIn secondary = secondaryOf(primary, Duration.ZERO);
        assertThat(admin(secondary).books("P1").count())
                .as("what was there before")
                .isEqualTo(1);
        for (int number = 2; number <= 20; number++) {
            ask(primary, new Submission("P1", number));
            assertThat(admin(secondary).books("P1").contains(number)).isTrue();
        }
        assertThat(ask(primary, new Purge("P1"))).isEqualTo(new Purged(20));
        assertThat(admin(secondary).books("P1").held()).isZero();
    }

    @Test
    void aPromotionClosesTheOtherWhichBecomesItsCopy() {
        StandIn primary = primary();
        StandIn secondary = secondaryOf(primary, Duration.ofHours(1));
        ask(primary, new Submission("P1", 1));
        assertThat(admin(secondary).books("P1").count())
                .as("still within the lag")
                .isZero();
        admin(secondary).promote();
        assertThat(admin(secondary).books("P1").count()).as("handed over").isEqualTo(1);
        assertThat(ask(primary, new Submission("P1", 2))).isEqualTo(Refusal.CLOSED);
        assertThat(ask(secondary, new Submission("P1", 2))).isEqualTo(new Acknowledgement(2, false));
        until(() -> admin(primary).books("P1").count() == 2);
        assertThat(admin(primary).status().outOfDate()).isFalse();
    }

    @Test
    void anUnreachableSiteComesBackClosedAndOutOfDateUntilItIsResynchronised() {
        StandIn primary = primary();
        StandIn secondary = secondaryOf(primary, Duration.ofHours(1));
        ask(primary, new Submission("P1", 1));
        URI oldAdmin = primary.admin();
        int port = primary.http().getPort();
        primary.close();
        admin(secondary).promote();
        assertThat(ask(secondary, new FindSubmission("P1", 1, Instant.now())))
                .satisfies(
                        found -> assertThat(((FoundSubmission) found).number()).isEqualTo(1));
        StandIn back = start(spec("primary").servingFirst().on(port, oldAdmin.getPort(), -1));
        until(() -> admin(back).status().outOfDate());
        assertThat(ask(back, new Submission("P1", 2))).isEqualTo(Refusal.CLOSED);
        ask(secondary, new Submission("P1", 3));
        admin(back).resynchronise(secondary.admin());
        assertThat(admin(back).status().outOfDate()).isFalse();
        assertThat(admin(back).books("P1").applied())
                .isEqualTo(admin(secondary).books("P1").applied());
    }

    @Test
    void aPartitionBetweenTheSitesLetsOneGoOnAndTheOtherCatchUp() {
        StandIn primary = primary();
        StandIn secondary = secondaryOf(primary, Duration.ZERO);
        admin(primary).inflict("{\"fault\":\"partition\",\"between\":\"site\"}");
        until(() -> admin(primary).status().link() == StandInStatus.Link.DOWN);
        assertThat(ask(primary, new Submission("P1", 1))).isEqualTo(new Acknowledgement(1, false));
        assertThat(admin(secondary).books("P1").count()).isZero();
        admin(primary).lift();
        until(() -> admin(secondary).books("P1").count() == 1);
    }

    @Test
    void faultsAreSeenAndLifted() throws IOException {
        StandIn site = primary();
        Enquiry enquiry = new Enquiry("P1", 1);
        admin(site).inflict("{\"fault\":\"error-rate\",\"p\":1,\"affects\":\"business\"}");
        assertThat(ask(site, enquiry)).isEqualTo(Refusal.FAILED);
        admin(site).inflict("{\"fault\":\"wrong-site\"}");
        assertThat(admin(site).status().faults()).containsExactly("error-rate", "wrong-site");
        admin(site).lift();
        admin(site).inflict("{\"fault\":\"wrong-site\"}");
        assertThat(ask(site, new Greeting("P1")))
                .matches(reply ->
                        reply instanceof Greeted greeted && greeted.siteId().equals("another-site"));
        admin(site).lift();
        assertThat(ask(site, enquiry)).isInstanceOf(Records.class);
        admin(site).inflict("{\"fault\":\"corrupt\"}");
        assertThat(((Records) ask(site, enquiry)).verifies()).isFalse();
        admin(site).lift();
        admin(site).inflict("{\"fault\":\"refuse\"}");
        assertThatThrownBy(() -> post(site.http(), "enquiry", enquiry.body()))
                .isInstanceOf(java.net.ConnectException.class);
        admin(site).lift();
        assertThat(ask(site, enquiry)).isInstanceOf(Records.class);
        admin(site).inflict("{\"fault\":\"reset\",\"phase\":\"response\"}");
        assertThatThrownBy(() -> post(site.http(), "submit", new Submission("P1", 1).body()))
                .isInstanceOf(IOException.class);
        admin(site).lift();
        assertThat(admin(site).books("P1").count())
                .as("applied, the reply lost")
                .isEqualTo(1);
    }

    @Test
    void aPortOrDirectoryInUseIsToldByItsOption() {
        StandIn site = primary();
        assertThatThrownBy(() -> start(spec("other").on(site.http().getPort(), 0, -1)))
                .hasMessageStartingWith("--port " + site.http().getPort());
        assertThatThrownBy(() -> start(spec("primary")))
                .hasMessageStartingWith("--data ")
                .hasMessageContaining("in use");
        site.close();
        assertThatThrownBy(() -> start(StandInSpec.of("other", directory.resolve("primary"))))
                .hasMessageContaining("data of site primary");
    }
}

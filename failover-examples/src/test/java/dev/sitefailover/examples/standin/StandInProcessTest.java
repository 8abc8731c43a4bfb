package dev.sitefailover.examples.standin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.Purge;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.examples.standin.http.HttpConversation;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.simulation.InflictedFault;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SiteSettings;
import dev.sitefailover.site.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: their sudden death, and that simulated sites keep the same books. */
class StandInProcessTest {
    private static final Duration GENEROUS = Duration.ofSeconds(30);
    private static final Duration LAG = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final List<StandInProcess> running = new ArrayList<>();

    @AfterEach
    void end() {
        running.forEach(StandInProcess::close);
    }

    private StandInSpec spec(String site) {
        return StandInSpec.of(site, directory.resolve(site));
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

    private static ClearingReply ask(StandInProcess site, ClearingRequest request) {
        try {
            return ClearingCodec.decodeReply(
                    HttpConversation.once(site.http(), "POST", "/" + request.operation(), request.body(), GENEROUS)
                            .body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSiteThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> StandInProcess.start(StandInSpec.of("primary", Path.of("/proc/nowhere"))))
                .isInstanceOf(StandInException.class)
                .hasMessageContaining("--data /proc/nowhere");
    }

    @Test
    void aPortThatSomebodyElseHasIsNamed() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = somebody.getLocalPort();
            assertThatThrownBy(() -> StandInProcess.start(spec("primary").on(0, taken, -1)))
                    .isInstanceOf(StandInException.class)
                    .hasMessageContaining("--admin-port " + taken + ": cannot listen there");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whileItIsDownNobodyElseIsGivenItsPorts() throws IOException {
        StandInProcess site = StandInProcess.start(spec("primary").on(0, 0, 0));
        running.add(site);
        List<URI> addresses = List.of(site.http(), site.adminAddress(), requireNonNull(site.tcp()));
        site.kill();
        until(() -> !site.isAlive());
        for (URI address : addresses) {
            assertThatThrownBy(() -> bind(address)).isInstanceOf(BindException.class);
        }
        site.restart();
        assertThat(List.of(site.http(), site.adminAddress(), requireNonNull(site.tcp())))
                .isEqualTo(addresses);
        site.close();
        for (URI address : addresses) {
            assertThatCode(() -> bind(address)).doesNotThrowAnyException();
        }
    }

    /** As the system does for a connection that it gives a port. */
    private static void bind(URI address) throws IOException {
        try (Socket somebody = new Socket()) {
            somebody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRestartThatFailsKeepsThePortsAndMayBeTriedAgain() throws IOException {
        StandInProcess site = StandInProcess.start(spec("primary"));
        running.add(site);
        URI before = site.http();
        site.kill();
        until(() -> !site.isAlive());
        Path data = directory.resolve("primary");
        Path aside = Files.move(data, directory.resolve("aside"));
        Files.createFile(data);
        assertThatThrownBy(site::restart)
                .isInstanceOf(StandInException.class)
                .hasMessageContaining("site primary did not start");
        assertThatThrownBy(() -> bind(before)).isInstanceOf(BindException.class);
        Files.delete(data);
        Files.move(aside, data);
        site.restart();
        assertThat(site.http()).isEqualTo(before);
        assertThat(site.isAlive()).isTrue();
    }

    @Test
    void whereOneOfSeveralCannotBeStartedNoneIsLeft() {
        long before = ProcessHandle.current().children().count();
        StandInSpec impossible = spec("secondary").on(0, 70_000, -1);
        assertThatThrownBy(() -> StandInProcess.startAll(List.of(spec("primary"), impossible)))
                .isInstanceOf(StandInException.class)
                .hasMessageContaining("site secondary: --admin-port 70000: cannot listen there");
        until(() -> ProcessHandle.current().children().count() == before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"halt", "be killed"})
    void neitherARunningNorAStoppedSiteOutlivesAProgramThatEndsWithoutFarewell(String how) throws Exception {
        Path log = directory.resolve("log");
        Process parent = Programs.start(log, ParentOfTwo.class, List.of(directory.toString(), how));
        Pattern told = Pattern.compile("sites (\\d+) (\\d+) end");
        try {
            Programs.until(() -> told.matcher(read(log)).find() || !parent.isAlive());
            Matcher pids = told.matcher(read(log));
            assertThat(pids.find()).as("%s", read(log)).isTrue();
            parent.destroyForcibly().waitFor();
            Programs.until(() -> Programs.isGone(Long.parseLong(pids.group(1))));
            Programs.until(() -> Programs.isGone(Long.parseLong(pids.group(2))));
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void theDatabasesCodeIsUnpackedIntoTheSitesDirectoryWhereTheNextProcessDeletesIt() throws IOException {
        StandInProcess site = StandInProcess.start(spec("primary"));
        running.add(site);
        long first = site.pid();
        assertThat(unpacked(first)).isNotEmpty();
        Path nobodys = directory.resolve("primary/.sqlite-native-99999999"); // no process can have that number
        Path another = Files.createDirectories(nobodys).resolve("another's file");
        Files.writeString(another, "mine");
        Files.writeString(nobodys.resolve("sqlite-3-library.so"), "the driver's");
        site.restart();
        assertThat(nobodys).isDirectoryContaining(another::equals).isDirectoryNotContaining("glob:**sqlite-3*");
        assertThat(directory.resolve("primary/.sqlite-native-" + first)).doesNotExist();
        assertThat(unpacked(site.pid())).isNotEmpty();
        site.admin().stop();
        until(() -> !site.isAlive());
        assertThat(directory.resolve("primary/.sqlite-native-" + site.pid()))
                .as("after an orderly end")
                .doesNotExist();
    }

    private List<Path> unpacked(long process) throws IOException {
        try (var files = Files.list(directory.resolve("primary/.sqlite-native-" + process))) {
            return files.toList();
        }
    }

    private static String read(Path log) {
        try {
            return Programs.text(log);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void simulatedAndRealSitesKeepTheSameBooksThroughCrashPromotionAndResynchronisation() {
        assertThat(real()).isEqualTo(simulated());
    }

    private List<Object> real() {
        running.addAll(StandInProcess.startAll(
                List.of(spec("primary").servingFirst(), spec("secondary").trailing(LAG))));
        StandInProcess primary = running.get(0);
        StandInProcess secondary = running.get(1);
        until(() -> primary.admin().status().link() == StandInStatus.Link.UP);
        List<Object> told = new ArrayList<>();
        told.add(ask(primary, new Submission("P1", 1)));
        told.add(ask(primary, new Submission("P1", 1)));
        primary.admin().standBy();
        secondary.admin().promote();
        primary.admin().promote();
        told.add(ask(primary, new Submission("P1", 2)));
        told.add(ask(primary, new Submission("P2", 1)));
        Instant sent = Instant.now();
        primary.kill();
        until(() -> !primary.isAlive());
        secondary.admin().promote();
        told.add(ask(secondary, new FindSubmission("P1", 1, sent)));
        told.add(ask(secondary, new FindSubmission("P1", 2, sent)));
        told.add(ask(secondary, new Submission("P1", 2)));
        told.add(ask(secondary, new Submission("P1", 3)));
        primary.restart();
        until(() -> primary.admin().status().outOfDate());
        told.add(ask(primary, new Submission("P1", 4)));
        primary.admin().resynchronise(secondary.adminAddress());
        told.add(ask(secondary, new Purge("P1")));
        until(() -> primary.admin().books("P1").held() == 0);
        told.add(ask(secondary, new Submission("P1", 3)));
        told.add(ask(secondary, new Submission("P1", 9)));
        secondary.admin().standBy();
        for (StandInProcess site : running) {
            for (String participant : List.of("P1", "P2")) {
                StandInBooks books = site.admin().books(participant);
                told.add(site.spec().site() + "/" + participant + " " + books.count() + " " + books.held() + " "
                        + books.twice());
                for (long number = 1; number <= 9; number++) {
                    told.add(books.contains(number));
                }
            }
        }
        return told;
    }

    private static List<Object> simulated() {
        Simulation organiser = Simulation.seeded(1)
                .site(SiteSettings.of("primary"))
                .site(SiteSettings.of("secondary").trailing(LAG))
                .start();
        SimulatedSite primary = organiser.site("primary");
        SimulatedSite secondary = organiser.site("secondary");
        List<Object> told = new ArrayList<>();
        told.add(ask(organiser, "primary", new Submission("P1", 1)));
        told.add(ask(organiser, "primary", new Submission("P1", 1)));
        primary.standBy();
        secondary.promote();
        primary.promote();
        told.add(ask(organiser, "primary", new Submission("P1", 2)));
        told.add(ask(organiser, "primary", new Submission("P2", 1)));
        Instant sent = organiser.time().instant();
        InflictedFault crash = primary.inflict(Fault.crash());
        secondary.promote();
        told.add(ask(organiser, "secondary", new FindSubmission("P1", 1, sent)));
        told.add(ask(organiser, "secondary", new FindSubmission("P1", 2, sent)));
        told.add(ask(organiser, "secondary", new Submission("P1", 2)));
        told.add(ask(organiser, "secondary", new Submission("P1", 3)));
        crash.lift();
        told.add(ask(organiser, "primary", new Submission("P1", 4)));
        primary.resynchroniseFrom(secondary);
        told.add(ask(organiser, "secondary", new Purge("P1")));
        told.add(ask(organiser, "secondary", new Submission("P1", 3)));
        told.add(ask(organiser, "secondary", new Submission("P1", 9)));
        secondary.standBy();
        for (SimulatedSite site : organiser.sites()) {
            for (String participant : List.of("P1", "P2")) {
                var ledger = site.ledger(participant);
                told.add(site.id() + "/" + participant + " " + ledger.applied() + " " + ledger.live() + " "
                        + ledger.appliedTwice());
                for (long number = 1; number <= 9; number++) {
                    told.add(ledger.applied(number));
                }
            }
        }
        return told;
    }

    private static ClearingReply ask(Simulation organiser, String site, ClearingRequest request) {
        Endpoint endpoint = organiser.endpoint(request.participant(), site);
        var reply = endpoint.send(request).toCompletableFuture();
        organiser.runFor(Duration.ofMillis(50));
        return (ClearingReply) reply.join();
    }

    @Test
    void aStoppedSiteHoldsSubmissionsUpOnceAndIsClosedWhenItGoesOnAfterAPromotion() {
        running.addAll(StandInProcess.startAll(List.of(spec("primary").servingFirst(), spec("secondary"))));
        StandInProcess primary = running.get(0);
        StandInProcess secondary = running.get(1);
        until(() -> primary.admin().status().link() == StandInStatus.Link.UP);
        secondary.pause();
        ask(primary, new Submission("P1", 1));
        assertThat(primary.admin().status().link()).isEqualTo(StandInStatus.Link.DOWN);
        secondary.resume();
        until(() -> secondary.admin().status().inSync()
                && secondary.admin().books("P1").contains(1));
        primary.pause();
        secondary.admin().promote();
        primary.resume();
        assertThat(ask(primary, new Submission("P1", 2)).status()).isNotEqualTo(dev.sitefailover.site.Reply.Status.OK);
        until(() -> primary.admin().status().outOfDate());
        assertThat(primary.admin().status().position()).isEqualTo(Position.STANDBY);
        assertThat(ask(secondary, new FindSubmission("P1", 1, Instant.now())))
                .isEqualTo(new FoundSubmission(1, Disposition.APPLIED));
    }
}

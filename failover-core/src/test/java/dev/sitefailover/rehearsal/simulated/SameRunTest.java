package dev.sitefailover.rehearsal.simulated;

import static dev.sitefailover.rehearsal.simulated.Trial.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.simulation.OtherTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rundown and seed give the same run, whatever it runs on. */
class SameRunTest {

    /** Something of everything: a move with loss, calls in doubt, random faults, a return, two sessions. */
    static Trial trial() {
        return Trial.of(
                """
                participants: 5
                sites: [{ id: primary }, { id: secondary, replicationLag: PT2S }]
                workload: { enquiries: 3, submissions: 2 }
                sessions:
                """
                        + session(
                                "s1",
                                "12:00-12:06",
                                "primary",
                                "connectivity-test",
                                "{ outage: { fault: lost-ack, p: 0.3, for: PT30S } }",
                                "{ outage: { fault: slow, latency: { p50: PT0.02S, p99: PT0.4S }, for: PT40S } }",
                                "{ submit: { count: 3 } }",
                                "{ outage: { fault: error-rate, p: 0.2, for: PT20S } }",
                                "{ wait: { for: PT30S } }",
                                "{ site-failover: { to: secondary, promotedAfter: PT20S } }",
                                "{ report-download: {} }",
                                "{ outage: { fault: flap, up: PT4S, down: PT7S, for: PT30S } }",
                                "{ wait: { for: PT30S } }",
                                "{ site-failback: {} }",
                                "reconcile")
                        + session("s2", "12:30-12:32", "secondary", "{ enquiry: {} }", "clean-up"));
    }

    private static final Report FIRST = trial().report();

    /** Run by another JVM: prints what must be the same everywhere. */
    public static void main(String[] args) {
        System.out.println(FIRST.trace());
    }

    @Test
    void aRunRepeatedInTheSameJvmGivesTheSameReport() {
        assertThat(trial().report()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void theNumberOfThreadsChangesNothing(int threads) {
        List<RehearsalEvent> one = new ArrayList<>();
        List<RehearsalEvent> several = new ArrayList<>();
        trial().events(one::add).report();

        Report report = trial().at(SimulatedVenue.create().threads(threads))
                .events(several::add)
                .report();

        assertThat(report).isEqualTo(FIRST);
        assertThat(several).isEqualTo(one);
    }

    @Test
    void anotherSeedIsAnotherRun() {
        assertThat(trial().seed(2).report().trace().sha256())
                .isNotEqualTo(FIRST.trace().sha256());
    }

    @Test
    void anotherQueueUnderVirtualTimeChangesNothing() {
        assertThat(trial().at(SimulatedVenue.create().threads(1).times(OtherTimes::sorted))
                        .report())
                .isEqualTo(FIRST);
    }

    @Test
    void otherTimersUnderTheEngineChangeNothing() {
        assertThat(trial().at(new OtherTimers(SimulatedVenue.create().threads(1)))
                        .report())
                .isEqualTo(FIRST);
    }

    @Test
    void anotherCallPipelineChangesNothing() {
        assertThat(trial().at(OtherTimers.andPipeline(SimulatedVenue.create().threads(1)))
                        .report())
                .isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:hashCode=0", "-XX:hashCode=2", "-XX:hashCode=5", "-Xint"})
    void anotherSettingOfTheJvmChangesNothing(String option) throws Exception {
        assertThat(printedBy(Path.of(System.getProperty("java.home")), option))
                .isEqualTo(FIRST.trace().toString());
    }

    @Test
    void aNewerJavaChangesNothing() throws Exception {
        Optional<Path> newer = newerJava();
        assumeThat(newer).as("a newer Java beside this one").isPresent();
        assertThat(printedBy(newer.orElseThrow(), "-Xshare:auto"))
                .isEqualTo(FIRST.trace().toString());
    }

    /** Installed beside the one that runs this, as its release file says. */
    private static Optional<Path> newerJava() throws IOException {
        Path beside = Path.of(System.getProperty("java.home")).toRealPath().getParent();
        try (Stream<Path> homes = beside == null ? Stream.empty() : Files.list(beside)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> feature(home) > Runtime.version().feature())
                    .min(Comparator.naturalOrder());
        }
    }

    private static int feature(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.substring(14, line.length() - 1))
                    .map(version -> Runtime.Version.parse(version).feature())
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException unreadable) {
            return 0;
        }
    }

    private static String printedBy(Path javaHome, String option) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        javaHome.resolve("bin/java").toString(),
                        "-XX:+UnlockExperimentalVMOptions",
                        option,
                        "-Duser.language=tr",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-Dfile.encoding=ISO-8859-1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SameRunTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        return printed.strip();
    }
}

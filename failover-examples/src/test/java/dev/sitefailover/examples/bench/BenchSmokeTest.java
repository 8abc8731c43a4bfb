package dev.sitefailover.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.examples.bench.hotpath.HotPathBench;
import dev.sitefailover.examples.bench.kernel.KernelBench;
import dev.sitefailover.examples.bench.measure.Child;
import dev.sitefailover.examples.bench.measure.Contest;
import dev.sitefailover.examples.bench.measure.Effort;
import dev.sitefailover.examples.bench.measure.Effort.Clock;
import dev.sitefailover.examples.bench.measure.Figure;
import dev.sitefailover.examples.bench.measure.Rounds;
import dev.sitefailover.examples.bench.measure.Subject;
import dev.sitefailover.examples.bench.rehearsal.RehearsalBench;
import dev.sitefailover.examples.bench.search.SearchBench;
import dev.sitefailover.examples.bench.startup.StartUpBench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A short run of each benchmark. What is compared is processor time, and bounds leave room for a busy machine and for
 * code that is not compiled yet: they catch what has become several times slower, not what has become a little slower.
 */
class BenchSmokeTest {
    private static final Effort SHORT = new Effort(1, Duration.ofMillis(150), Duration.ofMillis(10), Clock.PROCESSOR);

    @ParameterizedTest
    @ValueSource(strings = {HotPathBench.NAME, KernelBench.NAME})
    void everySubjectOfEveryContestDoesItsWork(String name) throws Exception {
        Contest contest = Contests.named(name);
        Effort least = new Effort(1, Duration.ofMillis(1), Duration.ofMillis(1), Clock.WALL);
        String setting = contest.settings().get(0);
        assertThat(contest.hasPeers()).isTrue();
        for (Subject subject : contest.subjects()) {
            assertThat(Child.measure(contest, subject.name(), setting, least))
                    .as(subject.name())
                    .hasSameSizeAs(contest.threads())
                    .allMatch(rate -> rate.perSecond() > 0 && rate.bytes() >= 0);
        }
    }

    @Test
    void aCallCostsNoManyTimesWhatItCostsBehindABreakerAlone() throws Exception {
        List<Figure> speeds = new ArrayList<>();
        StringWriter table = new StringWriter();
        HotPathBench.run(rounds("SiteFailover.call$|two System"), new PrintWriter(table), figure -> {
            if (figure.subject().equals("SiteFailover.call") && figure.what().equals("calls beside resilience4j's")) {
                speeds.add(figure);
            }
        });
        assertThat(speeds).as(table.toString()).singleElement().satisfies(speed -> assertThat(speed.median())
                .isGreaterThan(0.1));
    }

    @Test
    void virtualTimeIsNotFarBehindTheClassLibrarysQueueAtAwkwardTimes() throws Exception {
        List<Figure> ratios = new ArrayList<>();
        StringWriter table = new StringWriter();
        Contest contest = KernelBench.contest(
                List.of("exponential/100", "bursty/3000", "equal/3000", "mixed/3000", "cancelled/3000"));
        KernelBench.run(contest, rounds("VirtualTime$|PriorityQueue"), new PrintWriter(table), figure -> {
            if (figure.subject().equals("VirtualTime") && figure.unit().equals("x")) {
                ratios.add(figure);
            }
        });
        assertThat(ratios).as(table.toString()).hasSize(5).allMatch(ratio -> ratio.median() > 0.4);
    }

    /** Eight times as many cost each the same, or nearly; a queue or a map that every one of them searches would show. */
    @Test
    void anOperationCostsAboutTheSameWithManyParticipantsAsWithFew() throws Exception {
        List<Figure> costs = new ArrayList<>();
        StringWriter table = new StringWriter();
        RehearsalBench.run(
                RehearsalBench.contest(List.of("25/3", "200/3")),
                rounds("1 thread$"),
                new PrintWriter(table),
                figure -> {
                    if (figure.what().startsWith("cost") && figure.setting().equals("200/3")) {
                        costs.add(figure);
                    }
                });
        assertThat(costs).as(table.toString()).singleElement().satisfies(cost -> assertThat(cost.median())
                .isLessThan(3));
    }

    /** A process of its own is a few times a Java machine that does nothing, and its first use of everything not many more. */
    @Test
    void outagesAndInvariantsMakeARunOfTheSearchNoManyTimesAsDear() throws Exception {
        Map<String, Double> runs = new HashMap<>();
        StringWriter table = new StringWriter();
        SearchBench.run(rounds("1 thread"), new PrintWriter(table), figure -> {
            if (figure.what().equals("runs")) {
                runs.put(figure.setting() + ", " + figure.subject(), figure.median());
            }
        });
        double standard = runs.getOrDefault("standard space, 1 thread", 0.0);
        assertThat(standard / runs.getOrDefault("nothing goes wrong, 1 thread, no invariants", 0.0))
                .as(table.toString())
                .isBetween(0.05, 2.0);
    }

    @Test
    void theProgramStartsWithinSomeTimesWhatAJavaMachineTakes(@TempDir Path directory) throws Exception {
        Map<String, Double> wall = new HashMap<>();
        StringWriter table = new StringWriter();
        StartUpBench.run(
                directory,
                List.of(StartUpBench.NOTHING, StartUpBench.HELP, StartUpBench.ONE),
                1,
                new PrintWriter(table),
                figure -> {
                    if (figure.subject().equals("light") && figure.what().equals("wall")) {
                        wall.put(figure.setting(), figure.median());
                    }
                });
        double nothing = wall.getOrDefault(StartUpBench.NOTHING.name(), 0.0);
        double help = wall.getOrDefault(StartUpBench.HELP.name(), Double.MAX_VALUE);
        assertThat(help / nothing).as(table.toString()).isBetween(1.0, 50.0);
        assertThat(wall.getOrDefault(StartUpBench.ONE.name(), Double.MAX_VALUE) / help)
                .as(table.toString())
                .isLessThan(20);
    }

    @Test
    void theFaultProxyIsNotFarBehindAPlainRelay() throws Exception {
        Map<String, Double> micros = new HashMap<>();
        StringWriter table = new StringWriter();
        ProxyBench.run(1, 300, 20, new PrintWriter(table), figure -> {
            if (figure.what().equals("round trip")) {
                micros.put(figure.subject(), figure.median());
            }
        });
        assertThat(micros.keySet())
                .containsExactlyInAnyOrder("direct", "fault proxy", "plain java.nio relay", "NetCrusher 0.10");
        assertThat(micros.getOrDefault("fault proxy", Double.MAX_VALUE))
                .as(table.toString())
                .isLessThan(10 * micros.getOrDefault("plain java.nio relay", 0.0));
    }

    private static Rounds rounds(String only) {
        return new Rounds(Contests.class.getName(), SHORT, Pattern.compile(only), List.of("-XX:+UseSerialGC"));
    }
}

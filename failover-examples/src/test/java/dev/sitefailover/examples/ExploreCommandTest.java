package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.SearchProgress;
import dev.sitefailover.search.reader.SpaceReader;
import dev.sitefailover.search.report.ReportedViolation;
import dev.sitefailover.search.report.SearchReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {

    /** Takes whoever accepts a connection for open: moves to sites that are closed. */
    private static final ClientSystem CREDULOUS = ClientSystem.siteFailover(wiring ->
            wiring.builder().probe((endpoint, site) -> CompletableFuture.completedFuture(ProbeResult.serving())));

    /** Short runs with crashes only, so that a search costs next to nothing. */
    private static final String SPACE =
            """
            format: 1
            sites: { servesAlways: 0 }
            gateways: 1
            lasting: PT1M
            client: { failover: automatic }
            faults: { number: 1..4, lasting: PT5S..PT20S, kinds: [crash, refuse] }
            """;

    @TempDir
    Path home;

    private Path out = Path.of("out");
    private Path space = Path.of("space");

    @BeforeEach
    void prepare() throws IOException {
        out = home.resolve("out");
        space = Files.writeString(home.resolve("space.yaml"), SPACE);
    }

    @Test
    void theEngineBreaksNothingAndOneFileSaysSo() {
        Terminal run = explore(ClientSystem.siteFailover(), "--seeds", "20");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.PASSED);
        assertThat(names(out)).containsExactly("explore.json");
        assertThat(run.out())
                .startsWith("exploring 20 seeds (1..20) of the space " + space + " on ")
                .contains("explored  20 seeds (1..20), ", " runs/s\n", "found     nothing", "files     " + out);
        assertThat(report().runs()).isEqualTo(20);
        assertThat(report().coverage().states()).isNotEmpty();
        assertThat(report().coverage().transitions()).isNotEmpty();
    }

    @Test
    void whatABadClientBreaksIsWrittenAndCanBeReplayedByTheCommandThatIsPrinted() {
        Terminal run = explore(CREDULOUS, "--seeds", "20");
        assertThat(run.code()).as("%s", run).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(report().violations()).isNotEmpty();
        List<String> expected = new ArrayList<>(List.of("explore.json"));
        for (ReportedViolation violation : report().violations()) {
            expected.add(violation.scenario());
            expected.add(violation.test());
        }
        assertThat(names(out)).containsExactlyInAnyOrderElementsOf(expected);

        ReportedViolation first = report().violations().get(0);
        assertThat(first.faults()).isLessThanOrEqualTo(3);
        assertThat(run.out()).contains("shrinking what was found", "BROKEN    " + first.invariant());
        String command = run.out()
                .lines()
                .filter(line -> line.startsWith("replay    "))
                .findFirst()
                .orElseThrow();
        String[] args = command.replaceFirst(".*failover-examples.jar ", "").split(" ", -1);
        Terminal replayed = Terminal.run(CREDULOUS, args);
        assertThat(replayed.code()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(replayed.out()).contains("BROKEN    " + first.invariant(), "seed " + first.seed());
        assertThat(Terminal.run(CREDULOUS, args).out()).isEqualTo(replayed.out());

        Terminal engine = Terminal.run(args);
        assertThat(engine.code()).as("%s", engine).isEqualTo(ExitCode.PASSED);
        assertThat(engine.out()).contains("found     nothing");
    }

    @Test
    void aScenarioThatWasFoundIsAValidRundown() {
        explore(CREDULOUS, "--seeds", "10");
        String file = out.resolve(report().violations().get(0).scenario()).toString();
        assertThat(Terminal.run("validate", file).code()).isEqualTo(ExitCode.PASSED);
    }

    @Test
    void theNumberOfThreadsChangesNothingButTheSpeed() {
        explore(CREDULOUS, "--seeds", "70", "--threads", "1");
        SearchReport one = report();
        explore(CREDULOUS, "--seeds", "70", "--threads", "3");
        SearchReport three = report();
        assertThat(three.violations()).isEqualTo(one.violations());
        assertThat(three.coverage()).isEqualTo(one.coverage());
    }

    @Test
    void partsOfACampaignMergeToTheWhole() {
        explore(CREDULOUS, "--seeds", "30");
        SearchReport whole = report();
        List<String> parts = new ArrayList<>(List.of("explore", "--merge"));
        for (int part = 0; part < 3; part++) {
            Path directory = home.resolve("part " + part);
            explore(directory, CREDULOUS, "--from", "" + (1 + 10 * part), "--seeds", "10");
            parts.add(directory.resolve("explore.json").toString());
        }
        Path merged = home.resolve("merged");
        parts.addAll(List.of("--out", merged.toString()));
        Terminal run = Terminal.run(parts.toArray(new String[0]));
        assertThat(run.code()).as("%s", run).isEqualTo(ExitCode.CHECK_FAILED);
        SearchReport sum = SearchReport.read(merged.resolve("explore.json"));
        assertThat(sum.seeds()).isEqualTo(whole.seeds());
        assertThat(sum.coverage()).isEqualTo(whole.coverage());
        assertThat(sum.violations())
                .extracting(ReportedViolation::seed)
                .isEqualTo(
                        whole.violations().stream().map(ReportedViolation::seed).toList());
        assertThat(names(merged)).isEqualTo(names(out));
        assertThat(run.out()).contains("explored  30 seeds (1..30), ");
    }

    @Test
    void partsThatOverlapAreNotMerged() {
        explore(home.resolve("a"), CREDULOUS, "--seeds", "10");
        explore(home.resolve("b"), ClientSystem.siteFailover(), "--from", "10", "--seeds", "2");
        Path b = home.resolve("b/explore.json");
        Terminal run = Terminal.run(
                "explore", "--merge", home.resolve("a/explore.json").toString(), b.toString(), "--out", out.toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors())
                .containsExactly(b + ":1:1: seeds were run twice: 1..10 and 10..11; reports of different seeds add up");
        assertThat(names(out)).isEmpty();
    }

    @Test
    void aReportWhoseScenariosAreNotBesideItIsNotMerged() throws IOException {
        explore(CREDULOUS, "--seeds", "10");
        ReportedViolation first = report().violations().get(0);
        Files.delete(out.resolve(first.scenario()));
        Path file = out.resolve("explore.json");
        Terminal run = Terminal.run(
                "explore",
                "--merge",
                file.toString(),
                "--out",
                home.resolve("m").toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors())
                .containsExactly(file + ":1:1: " + first.scenario()
                        + " cannot be read: no such directory; the files of a report's scenarios stand beside it");
    }

    @Test
    void whatAnEarlierSearchLeftIsTakenAwayAndOtherFilesAreKept() throws IOException {
        explore(CREDULOUS, "--seeds", "10");
        assertThat(names(out)).hasSizeGreaterThan(2);
        Files.writeString(out.resolve("seed-999.yaml"), "mine");
        Files.writeString(out.resolve("notes.md"), "mine");
        explore(ClientSystem.siteFailover(), "--seeds", "5");
        assertThat(names(out)).containsExactly("explore.json", "notes.md", "seed-999.yaml");
    }

    @Test
    void quietPrintsNothingButWhatIsBroken() {
        Terminal sound = explore(ClientSystem.siteFailover(), "--seeds", "5", "--quiet");
        assertThat(sound.out() + sound.err()).isEmpty();
        Terminal bad = explore(CREDULOUS, "--seeds", "10", "--quiet");
        assertThat(bad.out()).isEmpty();
        assertThat(bad.errors()).isNotEmpty().allMatch(line -> line.matches("broken: .*; see seed-\\d+\\.yaml"));
    }

    @Test
    void aBudgetEndsASearchOfAsManySeedsAsItAllows() {
        Terminal run = explore(ClientSystem.siteFailover(), "--budget", "100ms");
        assertThat(run.code()).as("%s", run).isEqualTo(ExitCode.PASSED);
        assertThat(run.out())
                .contains("exploring seeds from 1 for at most PT0.1S of the space ")
                .contains("stopped   by the budget of PT0.1S");
        assertThat(report().runs()).isLessThan(Numbers.Seeds.MOST);
    }

    @Test
    void durationsOfABudgetAreReadInBothManners() {
        var budget = new Durations.Budget();
        assertThat(budget.convert("30s")).isEqualTo(budget.convert("PT30S")).isEqualTo(Duration.ofSeconds(30));
        assertThat(budget.convert("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(budget.convert("1d")).isEqualTo(Duration.ofDays(1));
        for (String wrong : List.of("0s", "31d", "-5s", "5", "5x", "PT0S", "P1M", "9999999999s", "")) {
            Terminal run = explore(ClientSystem.siteFailover(), "--budget", wrong);
            assertThat(run.code()).as(wrong).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.errors()).as(wrong).singleElement().asString().contains("is no duration from 1ms to 30d");
        }
    }

    @Test
    void everyErrorOfASpaceIsALineOfItsOwnAndNothingIsWritten() throws IOException {
        Files.writeString(space, "format: 1\ngateway: 2\nfaults: { kinds: [crahs], number: 2..1 }\n");
        Terminal run = explore(ClientSystem.siteFailover());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).hasSize(3).allMatch(line -> line.startsWith(space + ":"));
        assertThat(run.err()).contains("did you mean \"gateways\"?", "did you mean \"crash\"?", "2..1");
        assertThat(run.out()).isEmpty();
        assertThat(out).doesNotExist();
    }

    @Test
    void wrongOptionsAreToldAllAtOnce() {
        Terminal run = explore(ClientSystem.siteFailover(), "--seeds", "0", "--threads", "x", "--from", "1.5");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).hasSize(3);
    }

    @Test
    void seedsBehindTheLastOneAreAUsageError() {
        Terminal run = explore(ClientSystem.siteFailover(), "--from", "9223372036854775807", "--seeds", "2");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains("there are not so many seeds behind it as 2");
        Terminal last = explore(ClientSystem.siteFailover(), "--from", "9223372036854775807", "--seeds", "1");
        assertThat(last.code()).isEqualTo(ExitCode.PASSED);
        Terminal first = explore(ClientSystem.siteFailover(), "--from", "-9223372036854775808", "--seeds", "2");
        assertThat(first.code()).isEqualTo(ExitCode.PASSED);
        assertThat(report().seeds().get(0).from()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void optionsThatHaveNoMeaningTogetherAreUsageErrors() {
        usageError("--seeds has no meaning with --replay", "--replay", "x.yaml", "--seeds", "5");
        usageError("--from has no meaning with --merge", "--merge", "x.json", "--from", "5");
        usageError("--merge has no meaning with --replay", "--replay", "x.yaml", "--merge", "x.json");
        usageError("--out has no meaning with --print", "--print", "--out", "x");
        usageError("--replay takes no space, was given standard", "standard", "--replay", "x.yaml");
    }

    @Test
    void whatIsNoScenarioIsNotReplayed() {
        Terminal missing = Terminal.run("explore", "--replay", "no-such.yaml");
        assertThat(missing.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(missing.errors()).singleElement().asString().startsWith("no-such.yaml:1:1: there is no such file");
        Path rundown = Path.of("src/main/resources/rundowns/hkex-ccass-ccms-2024.yaml");
        Terminal other = Terminal.run("explore", "--replay", rundown.toString());
        assertThat(other.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.errors()).singleElement().asString().startsWith(rundown + ":1:1: this rundown is no scenario");
    }

    @Test
    void anOutputDirectoryThatIsAFileIsAnErrorOfOneLine() throws IOException {
        Files.writeString(out, "mine");
        Terminal run = explore(ClientSystem.siteFailover(), "--seeds", "5");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().startsWith("--out ");
        assertThat(out).hasContent("mine");
    }

    @Test
    void thePrintedSpaceIsOneThatCanBeExplored() {
        Terminal run = Terminal.run("explore", "--print");
        assertThat(run.code()).isZero();
        assertThat(SpaceReader.read("printed", run.out().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ScenarioSpace.standard());
        assertThat(Terminal.run("explore", space.toString(), "--print").out()).isEqualTo(SPACE);
    }

    @Test
    void theListOfBundledSpacesIsComplete() throws Exception {
        Path folder =
                Path.of(Objects.requireNonNull(Cli.class.getResource("/spaces")).toURI());
        assertThat(names(folder).stream().map(name -> name.replace(".yaml", "")))
                .containsExactlyInAnyOrderElementsOf(Spaces.BUNDLED);
        assertThat(Terminal.run("explore", "--help").out().replaceAll("\\s+", " "))
                .contains(String.join(", ", Spaces.BUNDLED));
    }

    @Test
    void inALogEveryTenthIsALineAndSoIsHalfAMinuteOfSilence() {
        StringWriter log = new StringWriter();
        try (var lines = new ExploreProgress.Lines(new PrintWriter(log), Duration.ofHours(1))) {
            lines.progressed(new SearchProgress(50, 1000, Duration.ofSeconds(1), 0, 3, 4));
            lines.progressed(new SearchProgress(100, 1000, Duration.ofSeconds(2), 0, 5, 6));
            lines.progressed(new SearchProgress(150, 1000, Duration.ofSeconds(3), 1, 7, 8));
            lines.progressed(new SearchProgress(160, 1000, Duration.ofSeconds(33), 1, 7, 8));
            lines.progressed(new SearchProgress(170, 1000, Duration.ofMinutes(30), 1, 7, 8));
        }
        assertThat(log.toString().lines())
                .containsExactly(
                        " 10 %  100 seeds  50 runs/s  5 states  6 transitions",
                        " 16 %  160 seeds  1 BROKEN  5 runs/s  7 states  8 transitions",
                        " 50 %  170 seeds  1 BROKEN  0 runs/s  7 states  8 transitions");
    }

    private Terminal explore(ClientSystem client, String... options) {
        return explore(out, client, options);
    }

    private Terminal explore(Path directory, ClientSystem client, String... options) {
        List<String> args = new ArrayList<>(List.of("explore", space.toString(), "--out", directory.toString()));
        args.addAll(List.of(options));
        return Terminal.run(client, args.toArray(new String[0]));
    }

    private SearchReport report() {
        return SearchReport.read(out.resolve("explore.json"));
    }

    private static List<String> names(Path directory) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void usageError(String message, String... options) {
        List<String> args = new ArrayList<>(List.of("explore"));
        args.addAll(List.of(options));
        Terminal run = Terminal.run(args.toArray(new String[0]));
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains(message).contains("--help)");
        assertThat(run.out()).isEmpty();
    }
}

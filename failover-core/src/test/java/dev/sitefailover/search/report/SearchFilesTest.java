package dev.sitefailover.search.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.search.Found;
import dev.sitefailover.search.Invariant;
import dev.sitefailover.search.Scenario;
import dev.sitefailover.search.ScenarioFile;
import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.Search;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;
import dev.sitefailover.search.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchFilesTest {

    /** Breaks easily and is no mistake: so that there is something to write. */
    private static final Invariant STAYS = Invariant.always(
            "nobody is ever at the secondary",
            world -> world.gateways().stream().anyMatch(gateway -> gateway.isRoutedTo("secondary"))
                    ? "somebody is at the secondary"
                    : null);

    private static final Search SEARCH = Search.of(ScenarioSpace.standard().withLasting(Duration.ofMinutes(1)))
            .invariants(List.of(STAYS));

    private static SearchResult result = SearchResult.NONE;

    @TempDir
    Path home;

    @BeforeAll
    static void search() {
        result = SEARCH.run(SeedRange.of(1, 40));
        assertThat(result.violations()).isGreaterThan(SearchFiles.SHRUNK);
    }

    @Test
    void everyFileHoldsAScenarioThatBreaksTheSameInvariantAgain() throws IOException {
        SearchReport report = SearchFiles.of(SEARCH).write(result, home);
        assertThat(report.violations()).hasSize((int) result.violations());
        for (ReportedViolation violation : report.violations()) {
            Scenario scenario = ScenarioFile.read("f", Files.readAllBytes(home.resolve(violation.scenario())));
            assertThat(scenario.faults()).isEqualTo(violation.faults());
            assertThat(SEARCH.trial().run(scenario).violation().map(Violation::invariant))
                    .contains(violation.invariant());
            assertThat(Files.readString(home.resolve(violation.test())))
                    .contains("class Seed" + violation.seed() + "Test");
        }
    }

    @Test
    void theFirstThreeAreShrunkAndTheOthersAreAsDrawn() {
        List<ReportedViolation> violations =
                SearchFiles.of(SEARCH).write(result, home).violations();
        for (int i = 0; i < violations.size(); i++) {
            Found found = result.found().get(i);
            Scenario written = scenario(violations.get(i));
            if (i < SearchFiles.SHRUNK) {
                assertThat(written.faults()).isLessThanOrEqualTo(1);
                assertThat(written.gateways()).isEqualTo(1);
            } else {
                assertThat(written).isEqualTo(SEARCH.space().draw(found.seed()));
            }
        }
    }

    @Test
    void inAHurryNothingIsShrunk() {
        SearchReport report = SearchFiles.of(SEARCH).hurriedWhen(() -> true).write(result, home);
        assertThat(report.violations()).allSatisfy(violation -> assertThat(scenario(violation))
                .isEqualTo(SEARCH.space().draw(violation.seed())));
    }

    @Test
    void whatIsReadBackIsWhatWasWrittenButForTheRatesLastDigits() {
        SearchReport report = SearchFiles.of(SEARCH).hurriedWhen(() -> true).write(result, home);
        SearchReport back = SearchReport.read(home.resolve(SearchReport.NAME));
        assertThat(back.seeds()).isEqualTo(report.seeds()).containsExactly(SeedRange.of(1, 40));
        assertThat(back.violations()).isEqualTo(report.violations());
        assertThat(back.coverage()).isEqualTo(report.coverage()).isEqualTo(result.coverage());
        assertThat(back.runsPerSecond()).isBetween(report.runsPerSecond() - 1, report.runsPerSecond() + 1);
    }

    @Test
    void theReportHasExactlyTheFieldsOfItsFormat() throws IOException {
        SearchFiles.of(SEARCH).hurriedWhen(() -> true).write(result, home);
        String json = Files.readString(home.resolve(SearchReport.NAME));
        assertThat(json.lines()
                        .filter(line -> line.matches("  \"\\w+\".*"))
                        .map(line -> line.replaceAll("  \"(\\w+)\".*", "$1")))
                .containsExactly("format", "seeds", "runsPerSecond", "violations", "coverage");
        assertThat(json.replaceAll("\\s+", " "))
                .contains("\"format\": 1, \"seeds\": 40, ")
                .containsPattern("\\{ \"seed\": \\d+, \"invariant\": \"nobody is ever at the secondary\", "
                        + "\"faults\": \\d+, \"scenario\": \"seed-\\d+\\.yaml\" }");
    }

    @Test
    void partsOfACampaignAddUpToTheWhole() {
        SearchReport whole = SearchFiles.of(SEARCH).hurriedWhen(() -> true).write(result, home);
        List<SearchReport> parts = SeedRange.of(1, 40).split(3).stream()
                .map(range -> SearchFiles.of(SEARCH)
                        .hurriedWhen(() -> true)
                        .write(SEARCH.run(range), home.resolve("part-" + range.from())))
                .collect(Collectors.toList());
        SearchReport sum = parts.get(2).plus(parts.get(0)).plus(parts.get(1));
        assertThat(sum.seeds()).isEqualTo(whole.seeds());
        assertThat(sum.violations()).isEqualTo(whole.violations());
        assertThat(sum.coverage()).isEqualTo(whole.coverage());
        assertThat(sum.runsPerSecond())
                .isGreaterThan(parts.stream()
                        .mapToDouble(SearchReport::runsPerSecond)
                        .min()
                        .orElseThrow());
    }

    @Test
    void theSummarySaysWhatIsBrokenHowOftenAndWhereToLook() {
        SearchReport report = SearchFiles.of(SEARCH).hurriedWhen(() -> true).write(result, home);
        ReportedViolation first = report.violations().get(0);
        assertThat(report.summary())
                .contains("explored  40 seeds (1..40), ")
                .contains("BROKEN    nobody is ever at the secondary\n")
                .contains("by " + report.violations().size() + " seeds; the first one, " + first.seed() + ", with ")
                .contains(": " + first.scenario() + ", as a test " + first.test() + "\n");
    }

    private Scenario scenario(ReportedViolation violation) {
        try {
            return ScenarioFile.read("f", Files.readAllBytes(home.resolve(violation.scenario())));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aSearchThatFindsNothingLeavesOneFileThatSaysSo() throws IOException {
        SearchReport report = SearchFiles.of(SEARCH).write(SearchResult.NONE, home);
        assertThat(report.violations()).isEmpty();
        assertThat(report.summary()).contains("explored  0 seeds, 0 runs/s", "found     nothing");
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve(SearchReport.NAME));
        }
        assertThat(Optional.of(SearchReport.read(home.resolve(SearchReport.NAME))))
                .contains(report);
    }
}

package dev.sitefailover.search.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.document.Problem;
import dev.sitefailover.search.Coverage;
import dev.sitefailover.search.SeedRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchReportTest {
    private static final String RIGHT =
            """
            { "format": 1, "seeds": 10, "runsPerSecond": 2.5,
              "violations": [{ "seed": -3, "invariant": "a: \\"b\\" \\u00e9", "faults": 2, "scenario": "seed--3.yaml" }],
              "coverage": { "seeds": [{ "from": -9223372036854775808, "to": -9223372036854775800 }, { "from": -3, "to": -3 }],
                "states": { "A at B, others C": 3 }, "transitions": { "A > B": 9223372036854775807 } } }
            """;

    @TempDir
    Path home;

    @Test
    void everyFieldIsReadIntoItsPlaceToTheLastDigit() {
        assertThat(read(RIGHT))
                .isEqualTo(new SearchReport(
                        List.of(SeedRange.of(Long.MIN_VALUE, Long.MIN_VALUE + 8), SeedRange.of(-3, -3)),
                        2.5,
                        List.of(new ReportedViolation(-3, "a: \"b\" \u00e9", 2, "seed--3.yaml")),
                        new Coverage(Map.of("A at B, others C", 3L), Map.of("A > B", Long.MAX_VALUE))));
    }

    @Test
    void whatWasWrittenIsReadBackEqual() {
        SearchReport report = read(RIGHT);
        report.write(home);
        assertThat(SearchReport.read(home.resolve(SearchReport.NAME))).isEqualTo(report);
    }

    @Test
    void theTestBesideAScenarioIsAJavaName() {
        assertThat(new ReportedViolation(-3, "a", 0, "seed--3.yaml").test()).isEqualTo("SeedMinus3Test.java");
        assertThat(new ReportedViolation(3, "a", 0, "seed-3.yaml").test()).isEqualTo("Seed3Test.java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "format": 1         | "format": 2         | 1:13 | "2" is not known; allowed is 1
            "seeds": 10         | "seeds": 11         | 1:25 | seeds: 11 were run; coverage says 10
            "seeds": 10,        | "sed": 10,          | 1:16 | unknown key "sed"
            2.5                 | -1                  | 1:46 | "-1" is too small
            seed--3.yaml        | ../secret.yaml      | 2:89 | "../secret.yaml" is no such name
            "faults": 2         | "faults": "2"       | 2:74 | is quoted and so text
            "to": -3            | "to": -4            | 3:89 | -3 to -4 is no range of seeds
            "from": -3          | "from": x           | 3:99 | "x" is not a whole number
            "from": -3, "to": -3 | "from": -9223372036854775805, "to": -9223372036854775805 | 3:26 | seeds were run twice
            "A > B": 9223372036854775807 | "A > B": 9223372036854775808 | 4:68 | does not fit
            others C": 3        | others C": -3       | 4:37 | "-3" is negative
            """)
    void whatIsWrongIsToldAtItsPlace(String right, String wrong, String place, String message) {
        Path file = write(RIGHT.replace(right, wrong));
        DocumentException e = catchThrowableOfType(DocumentException.class, () -> SearchReport.read(file));
        assertThat(e.problems()).extracting(Problem::toString).anySatisfy(line -> assertThat(line)
                .startsWith(file + ":" + place + ": ")
                .contains(message));
    }

    @ParameterizedTest
    @CsvSource({"{}", "[]", "''", "'{'", "x"})
    void whatIsNoReportIsToldAndNotRead(String content) {
        Path file = write(content);
        assertThat(catchThrowableOfType(DocumentException.class, () -> SearchReport.read(file)))
                .hasMessageStartingWith(file + ":1:");
    }

    @Test
    void seedsThatWereRunTwiceDoNotAddUp() {
        SearchReport one = new SearchReport(List.of(SeedRange.of(1, 10)), 1, List.of(), Coverage.NONE);
        SearchReport other = new SearchReport(List.of(SeedRange.of(10, 20)), 1, List.of(), Coverage.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.plus(other))
                .withMessage("seeds were run twice: 1..10 and 10..20");
    }

    @Test
    void sideBySideTwoMachinesAreFasterThanOne() {
        SearchReport one = new SearchReport(List.of(SeedRange.of(1, 100)), 10, List.of(), Coverage.NONE);
        SearchReport other = new SearchReport(List.of(SeedRange.of(101, 300)), 40, List.of(), Coverage.NONE);
        assertThat(one.plus(other).runsPerSecond()).isEqualTo(30);
    }

    private SearchReport read(String json) {
        return SearchReport.read(write(json));
    }

    private Path write(String json) {
        try {
            return Files.writeString(home.resolve("in.json"), json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

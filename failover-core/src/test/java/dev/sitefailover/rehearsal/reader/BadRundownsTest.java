package dev.sitefailover.rehearsal.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sitefailover.document.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRundownsTest {

    /** One value replaced, one problem expected, at its place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            format: 1          | format: 2          | 1:9   | format: "2" is not known; allowed is 1
            format: 1          | format: "1"        | 1:9   | is quoted and so text
            title: Small       | title:             | 2:1   | title has no value
            title: Small       | title: "  "        | 2:8   | title: the text is blank
            title: Small       | title: "a\\x07b"   | 2:8   | the text holds the character U+0007
            title: Small       | title: &a b        | 2:8   | an anchor (&) stands here
            title: Small       | title: *a          | 2:8   | alias "*a" stands here
            title: Small       | title: !!str b     | 2:8   | tag "tag:yaml.org,2002:str" stands here
            title: Small       | titel: Small       | 1:1   | key "title" is missing
            Europe/Berlin      | Europe/Berln       | 3:11  | (did you mean "Europe/Berlin"?)
            Europe/Berlin      | GMT+2              | 3:11  | is not a known time zone
            id: a }            | id: b }            | 6:11  | duplicate site id "b"; it stands at 5:11 already
            id: a }            | id: a, id: c }     | 5:14  | duplicate key "id"; it stands at 5:7 already
            { id: b }          | { id: }            | 6:7   | id has no value
            { id: b }          | [b]                | 6:5   | a list stands where a site belongs
            { id: b }          | { id: b, endpoint: x y } | 6:24 | "x y" is not a URI
            { id: b }          | { id: b, serves: never } | 6:22 | allowed are promoted, always
            { id: b }          | { id: b, replicationLag: PT-1S } | 6:30 | "PT-1S" is negative
            2024-06-01         | 2024-02-30         | 9:11  | there is no day 2024-02-30
            2024-06-01         | 2024-6-1           | 9:11  | "2024-6-1" is not a date
            "12:00-13:00"      | "13:00-12:00"      | 10:13 | does not end after its start
            "12:00-13:00"      | "22:00-24:00"      | 10:13 | there is no time 24:00
            "12:00-13:00"      | 12:00 - 13:00      | 10:13 | is not a time of the form HH:MM
            site: a            | site: c            | 11:11 | there is no site "c"; allowed are a, b
            site: a            | site: b, c         | 11:11 | there is no site "b, c"
            """)
    void eachIsReportedAtItsPlace(String right, String wrong, String place, String message) {
        List<String> problems = Reading.problems(Reading.SMALL.replace(right, wrong));
        assertThat(problems).isNotEmpty();
        assertThat(problems.get(0)).startsWith("f:" + place + ": ").contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            conectivity-test                         | 13:9  | unknown step kind "conectivity-test" (did you mean "connectivity-test"?)
            ~                                        | 13:9  | nothing stands where a step belongs
            {}                                       | 13:9  | a step without a kind
            { enquiry: {}, submit: {} }              | 13:24 | a second kind "submit"
            { enquiry: 5 }                           | 13:20 | "5" stands where enquiry belongs; allowed is a mapping with the keys records
            { enquiry: { record: 5 } }               | 13:22 | unknown key "record" in enquiry (did you mean "records"?)
            { enquiry: { records: "5" } }            | 13:31 | is quoted and so text
            { enquiry: { records: 99999999999999999999 } } | 13:31 | is too large
            { clean-up: { x: 1 } }                   | 13:23 | unknown key "x" in clean-up
            wait                                     | 13:9  | key "for" is missing in wait
            { at: "13:00", enquiry: {} }             | 13:15 | outside the session's window
            { at: "12:61", enquiry: {} }             | 13:15 | there is no time 12:61
            { enquiry: {}, optional: yes }           | 13:34 | "yes" is neither true nor false
            { enquiry: {}, within: 5 }               | 13:32 | "5" is not a duration
            { [a]: b, enquiry: {} }                  | 13:11 | a list stands where a key belongs
            { enquiry: {}, <<: {} }                  | 13:24 | unknown step kind "<<"
            site-failover                            | 13:9  | site "a" already serves by plan
            { site-failover: { to: b } }             | 11:11 | the session ends up at "b" by plan, not at "a"
            { site-failback: { to: b } }             | 13:11 | site "a" already serves by plan
            { report-download: { sameAs: one } }     | 13:38 | there is no earlier session "one"
            { outage: { fault: tls-expird } }        | 13:28 | there is no fault "tls-expird" (did you mean "tls-expired"?)
            { outage: { fault: capacity } }          | 13:28 | allowed is capacity at one live site
            { outage: { fault: clock-skew, offset: 5 } } | 13:48 | "5" is not a duration
            { outage: { fault: crahs } }             | 13:28 | (did you mean "crash"?)
            { outage: { fault: crash, p: 1 } }       | 13:35 | unknown key "p" in an outage with fault crash
            { outage: { fault: lost-ack, p: 1.5 } }  | 13:41 | "1.5" is too large; allowed is a number from 0 to 1
            { outage: { fault: slow, latency: { p50: PT2S, p99: PT1S } } } | 13:61 | PT1S is less than p50
            { outage: { fault: flap, up: PT0S } }    | 13:38 | is too short
            { outage: { site: c } }                  | 13:27 | there is no site "c"
            """)
    void eachWrongStepIsReportedAtItsPlace(String step, String place, String message) {
        List<String> problems = Reading.problems(Reading.steps(step));
        assertThat(problems).isNotEmpty();
        assertThat(problems.get(0)).startsWith("f:" + place + ": ").contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            participants: 0                           | 14:15 | is too small
            participants: 100001                      | 14:15 | is too large; allowed is a whole number from 1 to 100000
            participants: 2.5                         | 14:15 | is not a whole number
            participants: 1_000                       | 14:15 | is not a whole number
            participants: []                          | 14:15 | the list is empty
            participants: [{ id: a }, { id: a }]      | 14:33 | duplicate participant id "a"
            participants: [{ id: a, registered: 2024-03-31T02:30 }] | 14:37 | does not exist in Europe/Berlin
            workload: { enquiries: .nan }             | 14:24 | is not a finite number
            workload: { enquiries: 1e999 }            | 14:24 | is too large
            workload: 5                               | 14:11 | "5" stands where workload belongs
            objectives: { rot: PT1S }                 | 14:15 | (did you mean "rto"?); allowed are rto, clientRto, rpo
            objectives: { rto: P1M }                  | 14:20 | counts months or years
            objectives: { rto: PT99999999999999999H } | 14:20 | is too long
            client: { probe: { interval: PT0S } }     | 14:30 | is too short
            client: { failover: auto }                | 14:21 | allowed are automatic, declared
            registration: { by: tomorrow }            | 14:21 | "tomorrow" is not a date
            guidelines: text                          | 14:13 | "text" stands where a list belongs
            title: again                              | 14:1  | duplicate key "title"; it stands at 2:1 already
            ? [a, b]                                  | 14:3  | a list stands where a key belongs
            <<: { a: b }                              | 14:1  | unknown key "<<"
            """)
    void eachWrongLineAtTheEndIsReportedAtItsPlace(String line, String place, String message) {
        assertThat(Reading.problems(Reading.SMALL + line + "\n"))
                .singleElement()
                .asString()
                .startsWith("f:" + place + ": ")
                .contains(message);
    }

    static Stream<Arguments> files() {
        String small = Reading.SMALL;
        return Stream.of(
                arguments("", "1:1", "the file holds no rundown"),
                arguments("# nothing\n", "1:1", "the file holds no rundown"),
                arguments("---\n", "1:1", "the file holds no rundown"),
                arguments("hello", "1:1", "\"hello\" stands where a rundown belongs"),
                arguments(small + "---\na: b\n", "14:1", "a second document starts here"),
                arguments("%YAML 2.0\n---\n" + small, "1:1", "not valid YAML: it says it is YAML 2.0"),
                arguments("%TAG !e! x:\n---\n" + small, "1:1", "a %TAG directive"),
                arguments(small.replace("    date", "\tdate"), "9:1", "not valid YAML"),
                arguments(small.replace("Small", "\"\\U00110000\""), "2:11", "not valid YAML"),
                arguments(small.replace("Small", "a\u0000b"), "2:9", "character U+0000"),
                arguments(small + "a: " + "[".repeat(60) + "]".repeat(60), "14:53", "nested more than 50 deep"),
                arguments("#" + "x".repeat(1024 * 1024), "1:1", "larger than 1 MiB"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void filesThatAreNoRundownAreReportedAtTheirPlace(String content, String place, String message) {
        assertThat(Reading.problems(content))
                .anySatisfy(
                        line -> assertThat(line).startsWith("f:" + place + ": ").contains(message));
    }

    @Test
    void aBadByteIsReportedAtItsPlaceAndTheRestIsStillRead() {
        byte[] latin1 = Reading.SMALL
                .replace("Small", "Caf\u00e9")
                .replace("site: a", "site: c")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Reading.problems(latin1)).hasSize(2);
        assertThat(Reading.problems(latin1).get(0)).startsWith("f:2:11: byte 0xE9 is not UTF-8");
        assertThat(Reading.problems(latin1).get(1)).startsWith("f:11:11: site:");
    }

    @Test
    void utf16IsSaidInOneLine() {
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(Reading.problems(Reading.SMALL.getBytes(charset)))
                    .containsExactly("f:1:1: the file is UTF-16 or UTF-32; a rundown is UTF-8");
        }
    }

    @Test
    void anErrorOfSyntaxStillReportsWhatStoodBeforeItAndNothingThatMightHaveFollowed() {
        String cut = Reading.SMALL.replace("Small", "").replace("    date", "    site: c\n    ]");
        assertThat(Reading.problems(cut)).hasSize(3);
        assertThat(Reading.problems(cut).get(0)).startsWith("f:2:1: title has no value");
        assertThat(Reading.problems(cut).get(1)).startsWith("f:9:11: site: there is no site \"c\"");
        assertThat(Reading.problems(cut).get(2)).startsWith("f:10:5: not valid YAML");
    }

    @Test
    void allErrorsAreReportedAtOnceInTheOrderOfTheFile() {
        String bad = Reading.SMALL
                .replace("format: 1", "format: 7")
                .replace("Berlin", "Berln")
                .replace("id: b", "id: a")
                .replace("06-01", "06-31")
                .replace("site: a", "site: x")
                .replace("- connectivity-test", "- { wait: { for: 1 } }");
        assertThat(Reading.problems(bad))
                .extracting(line -> line.substring(0, line.indexOf(": ")))
                .containsExactly("f:1:9", "f:3:11", "f:6:11", "f:9:11", "f:11:11", "f:13:24");
    }

    @Test
    void tooManyProblemsAreCountedNotListed() {
        List<String> problems = Reading.problems(Reading.SMALL + "guidelines: [" + "~,".repeat(10_005) + "]\n");
        assertThat(problems).hasSize(Problems.MOST + 1);
        assertThat(problems.get(Problems.MOST)).contains("and 5 more problems; at most 10000 are listed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void lineEndsOfAnySortAreFine(String lineEnd) {
        assertThat(Reading.problems(Reading.SMALL.replace("\n", lineEnd))).isEmpty();
    }

    @Test
    void hugeAndHostileValuesAreShownShortAndOnOneLine() {
        String problem = Reading.problems(Reading.steps("\"" + "\\n\\e\u202E".repeat(1000) + "\""))
                .get(0);
        assertThat(problem).hasSizeLessThan(900).doesNotContain("\n", "\u001B", "\u202E");
    }
}

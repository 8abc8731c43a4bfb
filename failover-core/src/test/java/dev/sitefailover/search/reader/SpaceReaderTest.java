package dev.sitefailover.search.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.document.Problem;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.search.ActKind;
import dev.sitefailover.search.FaultChoice;
import dev.sitefailover.search.Range;
import dev.sitefailover.search.ScenarioSpace;
import dev.sitefailover.search.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceReaderTest {
    private static final Path SPACES = Path.of("../failover-examples/src/main/resources/spaces");

    @Test
    void whatIsLeftOutIsAsInTheStandardSpace() {
        assertThat(read("format: 1")).isEqualTo(ScenarioSpace.standard());
    }

    @Test
    void theBundledStandardSpaceIsTheStandardSpaceWrittenOut() throws IOException {
        assertThat(SpaceReader.read(SPACES.resolve("standard.yaml"))).isEqualTo(ScenarioSpace.standard());
    }

    @Test
    void theBundledStandardSpaceNamesEveryKindOfFaultAndEveryActAndEveryParameter() throws IOException {
        String text = Files.readString(SPACES.resolve("standard.yaml"));
        for (String kind : FaultChoice.kinds()) {
            assertThat(text).contains(kind);
            FaultChoice.of(kind).parameters().keySet().forEach(name -> assertThat(text)
                    .contains(" " + name + ": "));
        }
        assertThat(read("format: 1").acts().kinds()).containsExactly(ActKind.values());
    }

    @Test
    void everyBundledSpaceCanBeDrawnFrom() throws IOException {
        try (var files = Files.list(SPACES)) {
            List<Path> all = files.toList();
            assertThat(all).hasSizeGreaterThan(1);
            for (Path file : all) {
                ScenarioSpace space = SpaceReader.read(file);
                assertThat(space.draw(1)).isEqualTo(space.draw(1)).isNotEqualTo(space.draw(2));
            }
        }
    }

    @Test
    void everySettingIsReadIntoItsPlace() {
        ScenarioSpace space = read(
                """
                format: 1
                sites: { number: 2..4, replicationLag: PT7S, servesAlways: 0.25, keys: 1 }
                gateways: 1..3
                lasting: PT2M
                workload: [{ enquiries: 5 }, { submissions: 0.5 }]
                client:
                  probe: { interval: [PT1S, PT2S], timeout: PT0.1S, rise: 1, fall: 2..4 }
                  callTimeout: PT1S
                  failover: declared
                  failback: [automatic, automatic, declared]
                  stableFor: PT5S
                faults:
                  number: 0..9
                  lasting: PT1S..PT2S
                  untilRestored: 0.1
                  relapses: 0.2
                  correlated: 0.3
                  kinds:
                    - crash
                    - { fault: slow, latency: PT0.25S, affects: [business, both] }
                    - { fault: flap, up: PT1S..PT2S }
                    - { fault: hang, afterRequests: 3..4 }
                    - { fault: gray, fraction: 0.5..0.75 }
                acts: { number: 7, kinds: [stand-by, hold] }
                """);
        assertThat(space.sites())
                .isEqualTo(new ScenarioSpace.SiteSpace(Range.of(2, 4), List.of(Duration.ofSeconds(7)), 0.25, 1));
        assertThat(space.gateways()).isEqualTo(Range.of(1, 3));
        assertThat(space.lasting()).isEqualTo(Duration.ofMinutes(2));
        assertThat(space.workloads()).containsExactly(new Workload(5, 1), new Workload(1, 0.5));
        assertThat(space.clients())
                .isEqualTo(new ScenarioSpace.ClientSpace(
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        List.of(Duration.ofMillis(100)),
                        Range.of(1),
                        Range.of(2, 4),
                        List.of(Duration.ofSeconds(1)),
                        List.of(Mode.DECLARED),
                        List.of(Mode.AUTOMATIC, Mode.AUTOMATIC, Mode.DECLARED),
                        List.of(Duration.ofSeconds(5))));
        assertThat(space.faults())
                .isEqualTo(new ScenarioSpace.FaultSpace(
                        List.of(
                                FaultChoice.of("crash"),
                                FaultChoice.of("slow")
                                        .with("latency", 0.25, 0.25)
                                        .affecting(Affects.BUSINESS, Affects.BOTH),
                                FaultChoice.of("flap").with("up", 1, 2),
                                FaultChoice.of("hang").with("afterRequests", 3, 4),
                                FaultChoice.of("gray").with("fraction", 0.5, 0.75)),
                        Range.of(0, 9),
                        Span.of("PT1S", "PT2S"),
                        0.1,
                        0.2,
                        0.3));
        assertThat(space.acts())
                .isEqualTo(new ScenarioSpace.ActSpace(List.of(ActKind.STAND_BY, ActKind.HOLD), Range.of(7)));
    }

    @Test
    void noKindsMeansNoFaultsAndNoActs() {
        ScenarioSpace space = read("{ format: 1, faults: { kinds: [] }, acts: { kinds: [] } }");
        for (int seed = 0; seed < 50; seed++) {
            assertThat(space.draw(seed).acts()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            sites: { number: 1 }                  | 2:18 | number: "1" is too small; allowed is a whole number from 2 to 9
            sites: { number: 4..3 }               | 2:18 | number: "4..3" goes from more to less
            sites: { number: 2.. }                | 2:18 | number: "2.." lacks one of its ends
            sites: { number: "2" }                | 2:18 | is quoted and so text, not a number
            sites: { number: 2..12 }              | 2:18 | "12" is too large
            sites: { lag: PT1S }                  | 2:10 | unknown key "lag" in sites
            sites: { replicationLag: [] }         | 2:26 | replicationLag: the list is empty
            sites: { replicationLag: [PT1S, 5] }  | 2:33 | replicationLag: "5" is not a duration
            sites: { keys: 1.5 }                  | 2:16 | allowed is a number from 0 to 1
            gateway: 3                            | 2:1  | unknown key "gateway" in a space (did you mean "gateways"?)
            gateways: 101                         | 2:11 | from 1 to 100
            lasting: PT11H                        | 2:10 | "PT11H" is too long; allowed is an ISO-8601 duration from PT1S to PT10H
            lasting: PT0S                         | 2:10 | is too short
            workload: []                          | 2:11 | workload: the list is empty
            workload: 5                           | 2:11 | "5" stands where a workload belongs
            workload: [{ enquiries: -1 }]         | 2:25 | "-1" is too small
            client: { probe: { fall: 0 } }        | 2:26 | allowed is a whole number from 1 to 1000; or from one to another
            client: { failover: [automatic, never] } | 2:33 | "never" is not known; allowed are automatic, declared
            faults: { relapses: 1 }               | 2:21 | allowed is a number from 0 to 0.95
            faults: { lasting: PT1S..PT2 }        | 2:20 | "PT2" is not a duration
            faults: { number: 1..6..9 }           | 2:19 | "6..9" is not a whole number
            faults: { kinds: crash }              | 2:18 | kinds: "crash" stands where a list belongs
            faults: { kinds: [crahs] }            | 2:19 | there is no fault "crahs" to draw (did you mean "crash"?)
            faults: { kinds: [capacity] }         | 2:19 | there is no fault "capacity" to draw
            faults: { kinds: [[crash]] }          | 2:19 | a list stands where a fault belongs
            faults: { kinds: [{ latency: PT1S }] } | 2:19 | key "fault" is missing in a fault
            faults: { kinds: [{ fault: crash, p: 1 }] } | 2:35 | unknown key "p" in a fault crash
            faults: { kinds: [{ fault: gray, fraction: 2 }] } | 2:44 | "2" is too large
            faults: { kinds: [{ fault: slow, affects: [] }] } | 2:43 | affects: the list is empty
            faults: { kinds: [{ fault: slow, affects: all }] } | 2:43 | allowed are probes, business, both
            acts: { kinds: [standby] }            | 2:17 | "standby" is not known (did you mean "stand-by"?)
            acts: { number: 1001 }                | 2:17 | is too large
            format: 1                             | 2:1  | duplicate key "format"
            gateways: &a 2                        | 2:11 | anchors are not allowed
            gateways: !!int 2                     | 2:11 | tags are not allowed
            """)
    void eachWrongLineIsReportedAtItsPlace(String line, String place, String message) {
        assertThat(problems("format: 1\n" + line + "\n"))
                .singleElement()
                .asString()
                .startsWith("s:" + place + ": ")
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''            | the file holds no space; a space is a mapping that starts with format: 1
            '{}'          | key "format" is missing in a space; allowed is 1, the only format so far
            'hello'       | "hello" stands where a space belongs
            '[format, 1]' | a list stands where a space belongs
            """)
    void whatIsNoSpaceIsSaidInOneLine(String content, String message) {
        assertThat(problems(content))
                .singleElement()
                .asString()
                .startsWith("s:1:1: ")
                .contains(message);
    }

    @Test
    void allErrorsAreReportedAtOnceInTheOrderOfTheFile() {
        assertThat(problems(
                        "format: 2\ngateways: 0\nfaults: { number: x, kinds: [a, { fault: flap, up: 1 }] }\nb: 1\n"))
                .extracting(line -> line.substring(0, line.indexOf(": ")))
                .containsExactly("s:1:9", "s:2:11", "s:3:19", "s:3:30", "s:3:52", "s:4:1");
    }

    @Test
    void aFileThatCannotBeReadIsToldWithItsName(@TempDir Path directory) {
        Path missing = directory.resolve("none.yaml");
        DocumentException e = catchThrowableOfType(DocumentException.class, () -> SpaceReader.read(missing));
        assertThat(e.problems())
                .extracting(Problem::toString)
                .containsExactly(missing + ":1:1: there is no such file; a space is a readable file");
        DocumentException folder = catchThrowableOfType(DocumentException.class, () -> SpaceReader.read(directory));
        assertThat(folder).hasMessageContaining("this is a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "three-sites"})
    void whateverIsDoneToASpaceTheReaderAnswersWithASpaceOrWithProblems(String name) throws IOException {
        byte[] right = Files.readAllBytes(SPACES.resolve(name + ".yaml"));
        for (int run = 0; run < 1_000; run++) {
            SplittableRandom chance = new SplittableRandom(run);
            byte[] content = mutated(right, chance);
            try {
                SpaceReader.read("s", content).draw(run);
            } catch (DocumentException e) {
                assertThat(e.problems()).as("run %d", run).isNotEmpty().allSatisfy(problem -> assertThat(
                                problem.toString())
                        .matches("s:[1-9][0-9]*:[1-9][0-9]*: [^\\p{Cntrl}]+; [^\\p{Cntrl}]+"));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("run " + run + " made the reader throw", e);
            }
        }
    }

    private static byte[] mutated(byte[] right, SplittableRandom chance) {
        String[] pieces = {
            "..", "0", "-", "PT", "[]", "{}", "]", "}", ": ", "\n", "\t", "*a", "&a ", "~", "9999999999", "\0"
        };
        List<Byte> bytes = new ArrayList<>();
        for (byte b : right) {
            bytes.add(b);
        }
        for (int times = 1 + chance.nextInt(4); times > 0; times--) {
            int at = chance.nextInt(bytes.size());
            switch (chance.nextInt(3)) {
                case 0 ->
                    bytes.subList(at, Math.min(bytes.size(), at + 1 + chance.nextInt(12)))
                            .clear();
                case 1 -> bytes.set(at, (byte) chance.nextInt(256));
                default -> {
                    List<Byte> piece = new ArrayList<>();
                    for (byte b : pieces[chance.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8)) {
                        piece.add(b);
                    }
                    bytes.addAll(at, piece);
                }
            }
        }
        byte[] content = new byte[bytes.size()];
        for (int i = 0; i < content.length; i++) {
            content[i] = bytes.get(i);
        }
        return content;
    }

    private static ScenarioSpace read(String text) {
        return SpaceReader.read("s", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String text) {
        DocumentException e = catchThrowableOfType(DocumentException.class, () -> read(text));
        return e.problems().stream().map(Problem::toString).toList();
    }
}

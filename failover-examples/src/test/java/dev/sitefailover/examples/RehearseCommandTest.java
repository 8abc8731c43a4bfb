package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandTest {

    /** One short session, so that a run costs next to nothing. */
    private static final String RUNDOWN =
            """
            format: 1
            title: Short
            timeZone: Asia/Hong_Kong
            objectives: { rto: RTO }
            sites: [{ id: primary }, { id: secondary }]
            participants: [{ id: A }, { id: B }]
            sessions:
              - id: move
                date: 2024-03-23
                window: "12:00-12:05"
                site: secondary
                steps:
                  - { site-failover: { promotedAfter: PT30S } }
                  - reconcile
            """;

    private static final String[] FILES = {"report.html", "report.txt", "report.json", "junit.xml", "trace.jsonl"};

    @TempDir
    Path home;

    @Test
    void aPassedRehearsalExitsZeroAndLeavesItsFiles() throws IOException {
        Terminal run = rehearse("PT2H");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.PASSED);
        assertThat(home.resolve("out")).isDirectoryContaining("glob:**.json");
        for (String file : FILES) {
            assertThat(home.resolve("out").resolve(file)).isNotEmptyFile();
        }
        try (var files = Files.list(home.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(FILES);
        }
        assertThat(run.out()).contains("PASSED", "operations/s", "session move PASSED", "report.html");
    }

    @Test
    void everyLineOfTheTraceIsAnObject() throws IOException {
        rehearse("PT2H");
        assertThat(Files.readAllLines(home.resolve("out/trace.jsonl")))
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.startsWith("{\"at\":\"2024-03-23T12:0") && line.endsWith("}"));
    }

    @Test
    void aMissedObjectiveExitsOneAndIsNamed() {
        Terminal run = rehearse("PT1S");
        assertThat(run.code()).isEqualTo(ExitCode.REHEARSAL_FAILED);
        assertThat(run.out()).contains("objective rto missed");
    }

    @Test
    void quietPrintsNothingButWhatIsWrong() {
        Terminal passed = rehearse("PT2H", "--quiet");
        assertThat(passed.out() + passed.err()).isEmpty();
        Terminal failed = rehearse("PT1S", "--quiet");
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("objective rto missed");
    }

    @Test
    void theSameSeedGivesTheSameFilesAndAnotherOneAnotherTrace() throws IOException {
        rehearse("PT2H", "--seed", "-9223372036854775808");
        byte[] first = Files.readAllBytes(home.resolve("out/report.json"));
        rehearse("PT2H", "--seed", "-9223372036854775808");
        assertThat(home.resolve("out/report.json")).hasBinaryContent(first);
        rehearse("PT2H", "--seed", "7");
        assertThat(Files.readAllBytes(home.resolve("out/report.json"))).isNotEqualTo(first);
    }

    @Test
    void fewerParticipantsThanListedAreTheFirstOnes() throws IOException {
        assertThat(rehearse("PT2H", "--participants", "1").code()).isZero();
        assertThat(Files.readString(home.resolve("out/report.json")))
                .contains("\"A\"")
                .doesNotContain("\"B\"");
    }

    @Test
    void moreParticipantsThanListedAreAUsageErrorAndNothingIsWritten() {
        refused("--participants 3", "--participants", "3");
    }

    @Test
    void everyUsageErrorIsTold() {
        Terminal run = Terminal.run("rehearse", "--seed", "x", "--participants", "0", "--sed");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).hasSize(3);
        assertThat(run.err()).contains("'x' is not a whole number", "'0' is not a whole number from 1", "--seed");
    }

    @Test
    void anOutputDirectoryThatIsAFileIsAnErrorOfOneLine() throws IOException {
        Files.writeString(home.resolve("out"), "mine");
        Terminal run = rehearse("PT2H");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().startsWith("--out ");
        assertThat(run.out()).isEmpty();
        assertThat(home.resolve("out")).hasContent("mine");
    }

    @Test
    void aRundownWithErrorsIsToldAndNothingIsWritten() throws IOException {
        Path bad = Files.writeString(home.resolve("bad.yaml"), "format: 1\ntitle: x\nsesions: []\n");
        Terminal run = Terminal.run(
                "rehearse", bad.toString(), "--out", home.resolve("out").toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).allMatch(line -> line.startsWith(bad + ":"));
        assertThat(run.err()).contains("did you mean \"sessions\"");
        assertThat(home.resolve("out")).doesNotExist();
    }

    @Test
    void theInformationPackageIsTwoFiles() throws IOException {
        Terminal run = Terminal.run(
                "brief",
                Rundowns.PRACTICE_SESSION,
                "--out",
                home.resolve("brief").toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(Files.readString(home.resolve("brief/rundown.ics"))).startsWith("BEGIN:VCALENDAR");
        assertThat(Files.readString(home.resolve("brief/package.html"))).contains("Practice Session");
    }

    private void refused(String message, String... options) {
        Terminal run = rehearse("PT2H", options);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains(message);
        assertThat(home.resolve("out")).doesNotExist();
    }

    private Terminal rehearse(String rto, String... options) {
        try {
            Path file = Files.writeString(home.resolve("short.yaml"), RUNDOWN.replace("RTO", rto));
            String[] args = new String[options.length + 4];
            args[0] = "rehearse";
            args[1] = file.toString();
            args[2] = "--out";
            args[3] = home.resolve("out").toString();
            System.arraycopy(options, 0, args, 4, options.length);
            return Terminal.run(args);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

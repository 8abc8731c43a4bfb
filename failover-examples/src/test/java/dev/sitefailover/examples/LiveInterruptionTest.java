package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sitefailover.examples.standin.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live rehearsal, as a program of its own, that ends in the middle, and what becomes of it. */
class LiveInterruptionTest {
    private static final String RUNDOWN =
            """
            format: 1
            title: Short
            timeZone: Asia/Hong_Kong
            objectives: { rpo: PT0S }
            sites: [{ id: primary }, { id: secondary }]
            participants: 2
            sessions:
              - id: only
                date: 2024-03-23
                window: "12:00-12:07"
                site: primary
                steps:
                  - { submit: { count: 3 }, title: Before }
                  - { wait: { for: PT5M } }
                  - { submit: { count: 2 }, title: After }
                  - reconcile
            """;

    @TempDir
    Path home;

    private Path out = Path.of("out");
    private Path rundown = Path.of("rundown");
    private @Nullable Process program;

    @BeforeEach
    void prepare() throws IOException {
        out = home.resolve("the report");
        rundown = home.resolve("short.yaml");
        Files.writeString(rundown, RUNDOWN);
    }

    @AfterEach
    void end() {
        if (program != null) {
            program.destroyForcibly();
        }
    }

    private String file(String name) {
        try {
            return Files.readString(out.resolve(name));
        } catch (IOException e) {
            return "";
        }
    }

    /** Started, and in the wait after its first step. */
    private Process inTheMiddle() throws IOException {
        Process started = Programs.start(
                home.resolve("errors"),
                Main.class,
                List.of("rehearse", rundown.toString(), "--live", "--pace", "60", "--out", out.toString()));
        program = started;
        Programs.until(() -> file("resume/state.json").contains("Before") || !started.isAlive());
        assertThat(started.isAlive())
                .as("%s", Programs.text(home.resolve("errors")))
                .isTrue();
        return started;
    }

    private Terminal resume(String pace) {
        return Terminal.run("rehearse", rundown.toString(), "--live", "--pace", pace, "--resume", out.toString());
    }

    private static String firstStart(String report) {
        Matcher start = Pattern.compile("\"startedAt\": \"([^\"]*)\"").matcher(report);
        assertThat(start.find()).isTrue();
        return start.group(1);
    }

    @Test
    void ctrlCWritesTheReportSoFarAndTheRunGoesOnAfterItsLastFinishedStep() throws Exception {
        assumeFalse(Programs.ignoresInterrupts(), "started where Ctrl-C is ignored");
        Process started = inTheMiddle();
        Programs.signal("INT", started.pid());
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(started.exitValue()).isEqualTo(ExitCode.REHEARSAL_FAILED);
        String part = file("report.json");
        assertThat(part).contains("\"verdict\": \"FAILED\"", "interrupted");
        assertThat(Programs.text(home.resolve("errors")))
                .contains("interrupted; to go on: ")
                .contains("--resume '" + out + "'");
        assertThat(file("trace.jsonl")).contains("submit: Before").doesNotContain("submit: After");

        assertThat(resume("50").err()).contains("the run there had --pace 60").hasLineCount(1);
        Terminal whole = resume("60");
        assertThat(whole.code()).as("%s", whole).isEqualTo(ExitCode.PASSED);
        assertThat(firstStart(file("report.json"))).isEqualTo(firstStart(part));
        assertThat(file("trace.jsonl").split("step-started\",\"text\":\"only submit: Before", -1))
                .hasSize(2);
        assertThat(file("trace.jsonl")).contains("submit: After");
        assertThat(out.resolve("resume")).doesNotExist();
    }

    @Test
    void whatATerminalSendsToAllItsProgramsDoesNotTakeTheSitesAway() throws Exception {
        assumeFalse(Programs.ignoresInterrupts(), "started where Ctrl-C is ignored");
        Process started = inTheMiddle();
        for (ProcessHandle child : started.descendants().toList()) {
            Programs.signal("INT", child.pid());
            Programs.signal("HUP", child.pid());
            Programs.signal("TERM", child.pid());
        }
        Programs.signal("HUP", started.pid());
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(started.exitValue()).isEqualTo(ExitCode.REHEARSAL_FAILED);
        assertThat(Programs.text(home.resolve("errors"))).contains("interrupted; to go on: ");
        // the sites were asked for their books when all was over
        assertThat(file("report.txt")).doesNotContain("could not be read").contains("0 lost, 0 duplicated");
        assertThat(resume("60").code()).isEqualTo(ExitCode.PASSED);
    }

    @Test
    void aProgramThatWasKilledGoesOnAfterItsLastFinishedStepAndLeavesNoSiteBehind() throws Exception {
        Process started = inTheMiddle();
        List<ProcessHandle> sites = started.descendants().toList();
        assertThat(sites).hasSizeGreaterThanOrEqualTo(2);
        started.destroyForcibly().waitFor();
        Programs.until(() -> sites.stream().allMatch(site -> Programs.isGone(site.pid())));
        assertThat(out.resolve("report.json")).doesNotExist();

        Terminal whole = resume("60");
        assertThat(whole.code()).as("%s", whole).isEqualTo(ExitCode.PASSED);
        assertThat(file("trace.jsonl").split("step-started\",\"text\":\"only submit: Before", -1))
                .hasSize(2);
        assertThat(file("report.json")).contains("\"title\": \"Before\"", "\"title\": \"After\"");
        assertThat(out.resolve("resume")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenAtTheEndCanStillBeGoneOnWith() throws Exception {
        Process started = inTheMiddle();
        Path inTheWay = Files.createDirectories(out.resolve("report.json").resolve("something"));
        assertThat(started.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(started.exitValue())
                .as("%s", Programs.text(home.resolve("errors")))
                .isEqualTo(ExitCode.PROGRAM_FAILED);
        assertThat(Programs.text(home.resolve("errors"))).contains("what was finished is kept; to go on: ");
        assertThat(file("resume/state.json")).contains("After");
        assertThat(file(".trace.jsonl.part")).contains("submit: After");

        Files.delete(inTheWay);
        Files.delete(out.resolve("report.json"));
        assertThat(resume("60").code()).isEqualTo(ExitCode.PASSED);
        assertThat(file("trace.jsonl")).contains("submit: After");
    }
}

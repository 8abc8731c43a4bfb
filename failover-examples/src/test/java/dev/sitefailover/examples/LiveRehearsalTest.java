package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live rehearsal as a user runs it; the stand-in sites are processes. */
class LiveRehearsalTest {
    private static final String RUNDOWN =
            """
            format: 1
            title: Short
            timeZone: Asia/Hong_Kong
            sites: [{ id: primary }, { id: secondary }]
            participants: 3
            sessions:
              - id: move
                date: 2024-03-23
                window: "12:00-12:20"
                site: secondary
                steps:
                  - { at: "12:05", site-failover: { promotedAfter: PT5M } }
                  - { submit: { count: 3 } }
                  - reconcile
                  - sign-off
            """;

    @TempDir
    Path home;

    private Terminal rehearse(String... more) throws IOException {
        Path rundown = home.resolve("short.yaml");
        Files.writeString(rundown, RUNDOWN);
        String[] arguments = new String[more.length + 2];
        arguments[0] = "rehearse";
        arguments[1] = rundown.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Terminal.run(arguments);
    }

    @Test
    void theServingProcessIsKilledAndTheReportSaysWhatHappened() throws IOException {
        Path out = home.resolve("out");
        Terminal run = rehearse("--live", "--pace", "300", "--out", out.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.PASSED);
        assertThat(run.out()).startsWith("live at pace 300 with stand-in sites: about ");
        assertThat(Files.readString(out.resolve("report.json")))
                .contains("\"venue\": \"live\"", "\"pace\": 300", "\"lost\": 0", "\"duplicated\": 0");
        assertThat(Files.readString(out.resolve("report.txt"))).contains("--live --pace 300", "unattended");
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(5);
        }
        Terminal again = rehearse("--live", "--resume", out.toString());
        assertThat(again.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(again.err()).contains("the run there is finished");
    }

    @Test
    void whatIsForLiveRunsIsAnErrorWithoutLive() throws IOException {
        for (String[] option :
                new String[][] {{"--pace", "5"}, {"--site", "a=http://b"}, {"--resume", "x"}, {"--yes"}}) {
            Terminal run = rehearse(option);
            assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err()).contains(option[0] + " is for --live").hasLineCount(1);
        }
    }

    @Test
    void everySiteThatIsWrongIsNamed() throws IOException {
        Terminal run =
                rehearse("--live", "--site", "third=http://a:1", "--site", "primary=gopher://a", "--site", "nonsense");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err())
                .contains("the rundown has no site third", "there is no endpoint for gopher:", "ID=URI is wanted")
                .contains("site secondary of the rundown is missing")
                .hasLineCount(4);
    }

    @Test
    void aDatabaseIsNoSiteOfARehearsalAndTheErrorSaysWhy() throws IOException {
        Terminal run = rehearse("--live", "--site", "primary=jdbc:postgresql://a/b", "--site", "secondary=http://b:1");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err())
                .contains("a database does not speak the clearing business", "allowed are http, https, tcp, tcps")
                .hasLineCount(1);
        assertThat(rehearse("--live", "--site", "primary=gopher://a", "--site", "secondary=http://b:1")
                        .err())
                .doesNotContain("jdbc");
    }

    @Test
    void whatYesMeansIsSaid() {
        assertThat(Terminal.run("rehearse", "--help").out().replaceAll("\\s+", " "))
                .contains("What cannot be seen (other faults, resynchronisation) fails its step.");
    }

    @Test
    void othersSitesNeedAnOperatorOrConsent() throws IOException {
        Terminal run =
                rehearse("--live", "--site", "primary=http://127.0.0.1:1", "--site", "secondary=http://127.0.0.1:1");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("needs an operator at a terminal").hasLineCount(1);
    }
}

package dev.sitefailover.rehearsal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.site.SiteFailoverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @Test
    void writes_four_files_and_nothing_else(@TempDir Path directory) throws IOException {
        Path deep = directory.resolve("a/b");
        ReportFiles.write(Reports.passed(5), deep);
        assertThat(names(deep)).containsExactly("junit.xml", "report.html", "report.json", "report.txt");
    }

    @Test
    void the_same_report_gives_the_same_bytes(@TempDir Path directory) throws IOException {
        ReportFiles.write(Reports.passed(50), directory.resolve("one"));
        ReportFiles.write(Reports.passed(50), directory.resolve("two"));
        for (String name : names(directory.resolve("one"))) {
            assertThat(directory.resolve("two").resolve(name))
                    .hasSameBinaryContentAs(directory.resolve("one").resolve(name));
        }
    }

    @Test
    void a_lone_surrogate_does_not_lose_the_report(@TempDir Path directory) {
        ReportFiles.write(OddReports.hostile("\uD800"), directory);
        assertThat(directory.resolve(ReportFiles.JSON)).isNotEmptyFile();
    }

    @Test
    void an_older_report_is_replaced(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve(ReportFiles.JSON), "old");
        ReportFiles.write(OddReports.empty(), directory);
        assertThat(directory.resolve(ReportFiles.JSON)).content().startsWith("{");
    }

    @Test
    void a_file_in_place_of_the_directory_is_one_clear_error(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("out"), "mine");
        assertThatThrownBy(() -> ReportFiles.write(OddReports.empty(), file))
                .isInstanceOf(SiteFailoverException.class)
                .hasMessage("cannot write " + file + ": a file of that name is in the way");
        assertThatThrownBy(() -> ReportFiles.write(OddReports.empty(), file.resolve("deeper")))
                .isInstanceOf(SiteFailoverException.class)
                .hasMessageStartingWith("cannot write " + file.resolve("deeper") + ": ");
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_directory_in_place_of_a_file_leaves_no_new_file_behind(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve(ReportFiles.JUNIT));
        assertThatThrownBy(() -> ReportFiles.write(OddReports.empty(), directory))
                .isInstanceOf(SiteFailoverException.class)
                .hasMessageContaining(ReportFiles.JUNIT)
                .hasMessageContaining("a directory of that name is in the way");
        assertThat(names(directory)).containsExactly(ReportFiles.JUNIT);
    }

    @Test
    void text_files_hold_no_control_characters_but_line_ends() {
        String text = "\u001B[31mred\u0007\rback \u202Eabc\tdone";
        for (String output :
                List.of(ReportText.full(OddReports.hostile(text)), ReportText.summary(OddReports.hostile(text)))) {
            assertThat(output.chars().filter(c -> c < 0x20 && c != '\n').count())
                    .isZero();
            assertThat(output).doesNotContain("\u202E");
        }
    }

    @Test
    void the_summary_tells_the_verdict_first_and_every_reason() {
        String summary = ReportText.summary(Reports.failed());
        assertThat(summary)
                .startsWith("FAILED: 1 of 2 sessions passed (1 skipped), 0 of 2 objectives met")
                .contains("objective rpo missed: target PT0S, actual PT4.25S")
                .contains("subject to ps-secondary, which FAILED");
        assertThat(summary.chars().allMatch(c -> c < 0x7F)).isTrue();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

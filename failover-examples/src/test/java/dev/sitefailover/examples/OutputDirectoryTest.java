package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {

    @TempDir
    Path home;

    @Test
    void aMissingDirectoryIsMadeWithThoseAboveIt() {
        assertThat(ready(home.resolve("a/b/c"))).isDirectory().isEmptyDirectory();
    }

    @Test
    void filesOfAnEarlierRunAreRemovedAndOthersAreKept() throws IOException {
        Files.writeString(home.resolve("report.json"), "old");
        Files.writeString(home.resolve("notes.md"), "mine");
        ready(home);
        assertThat(home.resolve("report.json")).doesNotExist();
        assertThat(home.resolve("notes.md")).hasContent("mine");
    }

    @Test
    void aFileInTheWayIsToldAndKept() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "mine");
        refused(file, "a file of that name is in the way");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aFileAmongTheDirectoriesAboveIsToldAndNothingIsMade() throws IOException {
        Files.writeString(home.resolve("file"), "mine");
        refused(home.resolve("file/below/deeper"), "cannot be written to");
        assertThat(home.resolve("file")).hasContent("mine");
    }

    @Test
    void aDirectoryWhereAFileShallGoIsTold() throws IOException {
        Files.createDirectories(home.resolve("out/report.json"));
        refused(home.resolve("out"), "a directory named report.json is in the way");
    }

    @Test
    void whatWasMadeBeforeAnErrorIsTakenBack() {
        refused(home.resolve("made").resolve("x".repeat(300)), "cannot be written to");
        assertThat(home.resolve("made")).doesNotExist();
    }

    @Test
    void anEmptyNameIsTold() {
        assertThatThrownBy(() -> OutputDirectory.ready("--out", "", List.of())).isInstanceOf(BadInputException.class);
    }

    private Path ready(Path directory) {
        return OutputDirectory.ready("--out", directory.toString(), List.of("report.json"));
    }

    private void refused(Path directory, String message) {
        assertThatThrownBy(() -> ready(directory))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("--out " + directory + ": ")
                .hasMessageContaining(message);
    }
}

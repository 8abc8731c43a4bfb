package dev.sitefailover.rehearsal.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    @TempDir
    Path directory;

    private static RehearsalEvent event(String text) {
        return new RehearsalEvent(Instant.EPOCH, null, "test", text);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whatIsNeverFinishedLeavesNoFile() throws IOException {
        try (TraceFile trace = TraceFile.in(directory, ZoneOffset.UTC)) {
            trace.on(event("one"));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void anUnfinishedFileThatIsKeptIsGoneOnWithToItsLastEvent() throws IOException {
        try (TraceFile trace = TraceFile.in(directory, ZoneOffset.UTC).keepUnfinished()) {
            trace.on(event("one"));
            trace.on(event("two"));
        }
        assertThat(files()).containsExactly(".trace.jsonl.part");
        try (TraceFile trace = TraceFile.continuing(directory, ZoneOffset.UTC)) {
            trace.on(event("three"));
            trace.finish();
        }
        List<String> lines = Files.readAllLines(directory.resolve(TraceFile.NAME));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("two");
        assertThat(lines.get(2)).contains("three");
    }

    @Test
    void ofALineThatWasCutOffNothingStays() throws IOException {
        try (TraceFile trace = TraceFile.in(directory, ZoneOffset.UTC).keepUnfinished()) {
            trace.on(event("one"));
        }
        Files.writeString(
                directory.resolve(".trace.jsonl.part"), "\n{\"at\":\"x\",\"text\":\"{}", StandardOpenOption.APPEND);
        try (TraceFile trace = TraceFile.continuing(directory, ZoneOffset.UTC)) {
            trace.on(event("two"));
            trace.finish();
        }
        assertThat(Files.readAllLines(directory.resolve(TraceFile.NAME)))
                .hasSize(2)
                .noneMatch(line -> line.contains("\"x\""));
    }
}

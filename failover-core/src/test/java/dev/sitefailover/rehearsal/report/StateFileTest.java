package dev.sitefailover.rehearsal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.result.RunState;
import dev.sitefailover.rehearsal.simulated.SimulatedVenue;
import dev.sitefailover.site.SiteFailoverException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
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
                window: "12:00-12:05"
                site: secondary
                steps:
                  - report-download
                  - { at: "12:01", site-failover: { promotedAfter: PT30S } }
                  - { submit: { count: 2 } }
              - id: after
                date: 2024-03-23
                window: "13:00-13:05"
                site: secondary
                steps: [{ report-download: { sameAs: move } }, connectivity-test]
            """;

    @TempDir
    Path home;

    private static List<RunState> states() {
        List<RunState> states = new ArrayList<>();
        Rehearsal.of(RundownReader.read("test", RUNDOWN.getBytes(StandardCharsets.UTF_8)))
                .checkpoints(states::add)
                .run(SimulatedVenue.create());
        return states;
    }

    @Test
    void whatIsKeptComesBackAsItWas() {
        List<RunState> states = states();
        assertThat(states).hasSizeGreaterThan(5);
        for (RunState state : states) {
            StateFile.write(home.resolve("state.json"), Map.of("seed", "1"), state);
            StateFile.Kept kept = StateFile.read(home.resolve("state.json"));
            assertThat(kept.state()).isEqualTo(state);
            assertThat(kept.texts()).containsEntry("seed", "1");
        }
    }

    @Test
    void aDamagedFileIsToldInOneLine() throws IOException {
        Path file = home.resolve("state.json");
        for (String text : List.of("", "{", "[]", "{\"format\":2}", "{\"format\":1,\"run\":{},\"state\":{}}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> StateFile.read(file))
                    .isInstanceOf(SiteFailoverException.class)
                    .hasMessageContaining("state.json")
                    .hasMessageNotContaining("\n");
        }
    }
}

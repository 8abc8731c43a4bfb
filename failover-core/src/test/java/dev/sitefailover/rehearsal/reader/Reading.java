package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.Problem;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.RundownException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reading in tests: a small rundown that is right, to be made wrong in one place, and the four that ship. */
final class Reading {
    static final Path SHIPPED = Path.of("..", "failover-examples", "src", "main", "resources", "rundowns");

    static final List<String> NAMES =
            List.of("hkex-ccass-ccms-2024", "eurex-dr-2023", "lse-alternate-site-2024", "tmx-disaster-recovery-2025");

    static final String SMALL =
            """
            format: 1
            title: Small
            timeZone: Europe/Berlin
            sites:
              - { id: a }
              - { id: b }
            sessions:
              - id: one
                date: 2024-06-01
                window: "12:00-13:00"
                site: a
                steps:
                  - connectivity-test
            """;

    private Reading() {}

    static Rundown read(String content) {
        return RundownReader.read("f", content.getBytes(StandardCharsets.UTF_8));
    }

    /** The small rundown with other steps, each a line of YAML. */
    static String steps(String... steps) {
        return SMALL.replace("      - connectivity-test\n", "      - " + String.join("\n      - ", steps) + "\n");
    }

    static byte[] shipped(String name) {
        try {
            return Files.readAllBytes(SHIPPED.resolve(name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every problem as a line; empty when there is none. */
    static List<String> problems(String content) {
        return problems(content.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> problems(byte[] content) {
        try {
            RundownReader.read("f", content);
            return List.of();
        } catch (RundownException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}

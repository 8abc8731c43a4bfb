package dev.sitefailover.examples.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tests of this package saw, in {@code target/clients.md}: one line for each client. */
final class ClientTable {
    private static final Path FILE = Path.of("target", "clients.md");
    private static final Map<String, Map<Outage, String>> ROWS = new TreeMap<>();

    private ClientTable() {}

    static synchronized void add(String client, Outage outage, Course course) throws IOException {
        ROWS.computeIfAbsent(client, row -> new EnumMap<>(Outage.class)).put(outage, course.words());
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| client |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Outage each : Outage.values()) {
            head.append(' ').append(each.words()).append(" |");
            rule.append("---|");
        }
        lines.add(head.toString());
        lines.add(rule.toString());
        ROWS.forEach((name, cells) -> {
            StringBuilder line = new StringBuilder("| ").append(name).append(" |");
            for (Outage each : Outage.values()) {
                line.append(' ').append(cells.getOrDefault(each, "")).append(" |");
            }
            lines.add(line.toString());
        });
        Files.createDirectories(FILE.getParent());
        Files.write(FILE, lines);
    }
}

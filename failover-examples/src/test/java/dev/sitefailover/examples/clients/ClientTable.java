package dev.sitefailover.examples.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tests of this package saw: a file for each kind of client, e.g. {@code target/clients-jedis.md}, as their tests
 * may run in processes of their own, and in it a line for each way to use it.
 */
final class ClientTable {
    private static final Path TARGET = Path.of("target");
    private static final Map<String, Map<String, Map<Outage, String>>> ROWS = new TreeMap<>();

    private ClientTable() {}

    static synchronized void add(String client, Outage outage, Course course) throws IOException {
        String kind = client.substring(0, client.indexOf(':'));
        Map<String, Map<Outage, String>> rows = ROWS.computeIfAbsent(kind, table -> new TreeMap<>());
        rows.computeIfAbsent(client, row -> new EnumMap<>(Outage.class)).put(outage, course.words());
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| client |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Outage each : Outage.values()) {
            head.append(' ').append(each.words()).append(" |");
            rule.append("---|");
        }
        lines.add(head.toString());
        lines.add(rule.toString());
        rows.forEach((name, cells) -> {
            StringBuilder line = new StringBuilder("| ").append(name).append(" |");
            for (Outage each : Outage.values()) {
                line.append(' ').append(cells.getOrDefault(each, "")).append(" |");
            }
            lines.add(line.toString());
        });
        Files.createDirectories(TARGET);
        Files.write(TARGET.resolve("clients-" + kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + ".md"), lines);
    }
}

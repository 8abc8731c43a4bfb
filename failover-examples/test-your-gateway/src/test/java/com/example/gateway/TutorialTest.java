package com.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.SiteFailover;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md shows is what the build runs, and it needs nothing but the library's published API. */
class TutorialTest {
    private static final Path README = Path.of("README.md");

    @Test
    void everyBlockOfTheTutorialIsInTheSources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path source : sources()) {
            sources.add(String.join("\n", stripped(Files.readAllLines(source))));
        }
        List<String> blocks = blocks();
        assertThat(blocks).hasSizeGreaterThan(6);
        for (String block : blocks) {
            assertThat(sources.stream().anyMatch(source -> source.contains(block)))
                    .as("this block of the tutorial stands in the sources:\n" + block)
                    .isTrue();
        }
    }

    @Test
    void everyStepIsInTheTutorial() throws IOException {
        String readme = Files.readString(README);
        for (Path source : sources()) {
            String name = source.getFileName().toString().replace(".java", "");
            if (name.startsWith("Step")) {
                assertThat(readme).contains("(src/test/java/com/example/gateway/" + name + ".java)");
            }
        }
    }

    @Test
    void onlyWhatTheLibraryExportsIsUsed() throws IOException, URISyntaxException {
        Path library = Path.of(SiteFailover.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor descriptor =
                ModuleFinder.of(library).find("dev.sitefailover").orElseThrow().descriptor();
        List<String> exported =
                descriptor.exports().stream().map(Exports::source).toList();
        for (Path source : sources()) {
            for (String line : Files.readAllLines(source)) {
                if (line.startsWith("import") && line.contains(" dev.sitefailover.")) {
                    String used = line.replaceAll("import (static )?(dev\\.[a-z.]*)\\.[A-Z].*", "$2");
                    assertThat(exported).as(line + " in " + source).contains(used);
                }
            }
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** Without indentation and empty lines, which show differently there. */
    private static List<String> stripped(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().replaceAll("\"\"\".*$", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        List<String> open = null;
        for (String line : Files.readAllLines(README)) {
            if (open == null && (line.equals("```java") || line.equals("```text"))) {
                open = new ArrayList<>();
            } else if (open != null && line.equals("```")) {
                blocks.add(String.join("\n", stripped(open)));
                open = null;
            } else if (open != null) {
                open.add(line);
            }
        }
        return blocks;
    }
}

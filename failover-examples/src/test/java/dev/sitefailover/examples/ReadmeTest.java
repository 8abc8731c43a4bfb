package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What README.md shows is what the build compiles and runs. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path EXAMPLES = Path.of("src/main/java/dev/sitefailover/examples");
    private static final Path TESTS = Path.of("src/test/java/dev/sitefailover/examples");
    private static final Path EXAMPLE = EXAMPLES.resolve("e01_embed/Embed.java");

    @Test
    void theThirtySecondExampleIsTheOneThatIsCompiled() throws IOException {
        assertThat(block("## Thirty seconds")).isEqualTo(shown(EXAMPLE));
    }

    @Test
    void theTestIsTheOneThatIsRun() throws IOException {
        assertThat(block("## In your own tests")).isEqualTo(shown(TESTS.resolve("GatewayOutageTest.java")));
    }

    @Test
    void itsCommandsAreTheOnesOfTheBuild() throws IOException {
        assertThat(Files.readString(README)).contains("mvn -q compile exec:java", "mvn verify");
    }

    @Test
    void everyNumberedExampleIsListed() throws IOException {
        String readme = Files.readString(README);
        try (var folders = Files.list(EXAMPLES)) {
            assertThat(folders.filter(folder -> folder.getFileName().toString().matches("e\\d\\d_.*"))
                            .map(folder -> folder.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
        }
    }

    private static List<String> shown(Path file) throws IOException {
        List<String> source =
                Files.readAllLines(file).stream().map(String::strip).toList();
        return source.subList(source.indexOf("// README: begin") + 1, source.indexOf("// README: end"));
    }

    /** The first Java under that heading. */
    private static List<String> block(String heading) throws IOException {
        List<String> lines =
                Files.readAllLines(README).stream().map(String::strip).toList();
        List<String> under = lines.subList(lines.indexOf(heading), lines.size());
        List<String> after = under.subList(under.indexOf("```java") + 1, under.size());
        return after.subList(0, after.indexOf("```"));
    }
}

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
    private static final Path EXAMPLE = EXAMPLES.resolve("e01_embed/Embed.java");

    @Test
    void theThirtySecondExampleIsTheOneThatIsCompiled() throws IOException {
        List<String> source =
                Files.readAllLines(EXAMPLE).stream().map(String::strip).toList();
        List<String> shown = source.subList(source.indexOf("// README: begin") + 1, source.indexOf("// README: end"));
        assertThat(block("```java")).isEqualTo(shown);
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

    private static List<String> block(String fence) throws IOException {
        List<String> lines =
                Files.readAllLines(README).stream().map(String::strip).toList();
        List<String> after = lines.subList(lines.indexOf(fence) + 1, lines.size());
        return after.subList(0, after.indexOf("```"));
    }
}

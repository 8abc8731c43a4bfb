package dev.sitefailover.examples.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureFileTest {

    @TempDir
    Path directory;

    @Test
    void theFileIsCompleteAfterEveryBenchAndWhatIsNoNumberIsNull() throws IOException {
        Path path = directory.resolve("figures.json");
        FigureFile file = new FigureFile(path);
        file.add(Figure.of("kernel", "VirtualTime", "equal/10", "events", "M/s", Spread.of(3, 1, 2)));
        file.judged("kernel", true);
        assertThat(Files.readString(path).replaceAll("\\s", ""))
                .startsWith("{\"format\":1,\"machine\":\"")
                .endsWith(
                        "\"goalsMet\":{\"kernel\":true},\"figures\":[{\"bench\":\"kernel\",\"subject\":\"VirtualTime\","
                                + "\"setting\":\"equal/10\",\"what\":\"events\",\"unit\":\"M/s\","
                                + "\"median\":2.0,\"least\":1.0,\"most\":3.0}]}");

        file.add(new Figure("failover", "nobody", "SIGKILL", "first success", "ms", Double.NaN, 4, Double.NaN));
        file.judged("failover", false);
        assertThat(Files.readString(path).replaceAll("\\s", ""))
                .contains("\"goalsMet\":{\"kernel\":true,\"failover\":false}")
                .endsWith("\"median\":null,\"least\":4.0,\"most\":null}]}");
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(2.5, 1, 4));
    }
}

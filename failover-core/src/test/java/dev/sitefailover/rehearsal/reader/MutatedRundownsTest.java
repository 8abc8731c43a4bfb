package dev.sitefailover.rehearsal.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.rundown.RundownException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a rundown, the reader answers with a model or with problems, never with anything else. */
class MutatedRundownsTest {
    private static final int RUNS = 1_500;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "? ",
        "&a ",
        "*a",
        "!!x ",
        "|\n",
        ">\n",
        "\"",
        "'",
        "\t",
        "\r",
        "\n",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "# ",
        "<<: ",
        "\\U00110000",
        "null",
        "~",
        "0x10",
        "1e999",
        ".inf",
        "PT-1S",
        "\u0000",
        "\u0085",
        "\u2028",
        "\uFEFF",
        "99999999999999999999",
        "24:00",
        "2024-02-30",
        "\uD83D\uDE00",
        "  "
    };

    @ParameterizedTest
    @ValueSource(
            strings = {"hkex-ccass-ccms-2024", "eurex-dr-2023", "lse-alternate-site-2024", "tmx-disaster-recovery-2025"
            })
    void neverMakeTheReaderThrowAnythingElse(String name) {
        byte[] right = Reading.shipped(name);
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom chance = new SplittableRandom(run);
            byte[] content = right;
            for (int times = 1 + chance.nextInt(4); times > 0; times--) {
                content = mutated(content, chance);
            }
            check(name + " run " + run, content);
        }
    }

    private static void check(String what, byte[] content) {
        try {
            RundownReader.read("f", content);
        } catch (RundownException e) {
            assertThat(e.problems()).as(what).isNotEmpty();
            assertThat(e.problems()).as(what).allSatisfy(problem -> {
                assertThat(problem.toString())
                        .matches("f:[1-9][0-9]*:[1-9][0-9]*: [^\\p{Cntrl}\u0085\u2028]+; [^\\p{Cntrl}\u0085\u2028]+");
                assertThat(problem.message()).doesNotContain("Exception");
            });
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(what + " made the reader throw", e);
        }
    }

    private static byte[] mutated(byte[] content, SplittableRandom chance) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = chance.nextInt(content.length + 1);
        int to = Math.min(content.length, at + chance.nextInt(1, 40));
        out.write(content, 0, at);
        switch (chance.nextInt(6)) {
            case 0 -> out.write(chance.nextInt(256));
            case 1 -> out.writeBytes(PIECES[chance.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            case 2 -> at = to;
            case 3 -> out.write(content, at, to - at);
            case 4 -> at = content.length;
            default -> {
                int from = chance.nextInt(content.length + 1);
                out.write(content, from, Math.min(30, content.length - from));
            }
        }
        out.write(content, at, content.length - at);
        return out.size() == 0 ? new byte[] {'x'} : out.toByteArray();
    }
}

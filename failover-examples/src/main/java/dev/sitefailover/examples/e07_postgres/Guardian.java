package dev.sitefailover.examples.e07_postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Outlives this program by a moment: when the pipe to it closes, whether in order or because this program was killed,
 * it kills the servers that still run and removes their files.
 */
final class Guardian {
    private static final String SCRIPT =
            """
            read -r line
            for file in "$0"/*/postmaster.pid; do
              [ -f "$file" ] && kill -9 "$(head -n 1 "$file")" 2>/dev/null
            done
            n=0
            while ! rm -rf "$0" 2>/dev/null && [ $n -lt 50 ]; do n=$((n + 1)); sleep 0.1; done
            """;

    private final Process shell;

    Guardian(Path home) throws IOException {
        shell = new ProcessBuilder("sh", "-c", "trap '' INT TERM HUP; " + SCRIPT, home.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Now; returns when it is done. */
    void release() {
        try {
            shell.getOutputStream().close();
            shell.waitFor(30, TimeUnit.SECONDS);
        } catch (IOException e) {
            shell.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

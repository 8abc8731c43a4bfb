package dev.sitefailover.endpoint.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final Duration RHYTHM = Duration.ofMinutes(1);

    /** Timers run when the test says so, and cancelling comes too late for them. */
    private static final class Reluctant implements EngineRuntime {
        final List<Runnable> due = new ArrayList<>();

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            due.add(task);
            return () -> {};
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public Chance chance(String stream) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Ears implements Connection.Listener {
        @Override
        public void received(Frame frame) {}

        @Override
        public void closed(String why) {}
    }

    @Test
    void aLookThatWasUnderWayWhenTheRhythmChangedIsNotFollowedByAnother() throws Exception {
        Reluctant runtime = new Reluctant();
        try (Socket socket = new Socket()) {
            Connection connection = new Connection(socket, socket, "test", runtime, new Ears());
            connection.rhythm(RHYTHM, RHYTHM);
            connection.rhythm(RHYTHM, RHYTHM);
            assertThat(runtime.due).hasSize(2);
            for (Runnable look : List.copyOf(runtime.due)) {
                look.run();
            }
            assertThat(runtime.due).as("two were under way, one goes on").hasSize(3);
            connection.close("the end");
        }
    }
}

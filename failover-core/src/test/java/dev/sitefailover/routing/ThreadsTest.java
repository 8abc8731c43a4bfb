package dev.sitefailover.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Which threads share a stripe. Elsewhere threads may take seats meanwhile: then once more. */
class ThreadsTest {
    private static final int ATTEMPTS = 100;

    private static <T> T onThreadOfItsOwn(Callable<T> asked) throws Exception {
        FutureTask<T> answer = new FutureTask<>(asked);
        Thread thread = new Thread(answer);
        thread.start();
        thread.join();
        return answer.get();
    }

    /** Threads' ids go up by one with each that is made. */
    private static void makeAnotherThread() {
        assertThat(new Thread(() -> {}).isDaemon()).isFalse();
    }

    @Test
    void aThreadKeepsItsSeat() throws Exception {
        int[] seats = onThreadOfItsOwn(() -> new int[] {Threads.seat(), Threads.seat()});
        assertThat(seats[1]).isEqualTo(seats[0]);
    }

    @Test
    void theNextThreadTakesTheNextSeatAlsoWhenAnotherWasMadeInBetween() throws Exception {
        boolean next = false;
        for (int attempt = 0; attempt < ATTEMPTS && !next; attempt++) {
            int before = onThreadOfItsOwn(Threads::seat);
            makeAnotherThread();
            next = onThreadOfItsOwn(Threads::seat) == before + 1;
        }
        assertThat(next).isTrue();
    }

    @Test
    void twoThreadsThatComeOneAfterTheOtherDoNotShareAStripe() throws Exception {
        try (EngineRuntime system = EngineRuntime.system(1)) {
            assumeThat(system.parallelism()).isGreaterThan(1); // one processor, one stripe
            CallTable table = new CallTable(system, Integer.MAX_VALUE, () -> {}, (sum, epoch) -> {});
            boolean apart = false;
            for (int attempt = 0; attempt < ATTEMPTS && !apart; attempt++) {
                DeadlineList one = onThreadOfItsOwn(() -> table.list(1));
                makeAnotherThread();
                DeadlineList other = onThreadOfItsOwn(() -> table.list(1));
                apart = one != other;
            }
            assertThat(apart).isTrue();
        }
    }
}

package dev.sitefailover.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    private static <T> T onThreadOfItsOwn(Callable<T> asked) throws Exception {
        FutureTask<T> answer = new FutureTask<>(asked);
        Thread thread = new Thread(answer);
        thread.start();
        thread.join();
        return answer.get();
    }

    @Test
    void everyThreadHasASeatOfItsOwn() throws Exception {
        List<Integer> seats = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            seats.add(onThreadOfItsOwn(Threads::seat));
        }
        assertThat(seats).doesNotHaveDuplicates();
    }

    @Test
    void aThreadKeepsItsSeat() throws Exception {
        assertThat(onThreadOfItsOwn(() -> Set.of(Threads.seat()).contains(Threads.seat())))
                .isTrue();
    }

    @Test
    void threadsTakeTheNextSeatHoweverManyWereMadeInBetween() throws Exception {
        // others may take seats meanwhile: then once more
        for (int attempt = 0; attempt < 100; attempt++) {
            int before = onThreadOfItsOwn(Threads::seat);
            Thread idle = new Thread(() -> {});
            int after = onThreadOfItsOwn(Threads::seat);
            assertThat(idle.getState()).isEqualTo(Thread.State.NEW);
            if (after == before + 1) {
                return;
            }
        }
        throw new AssertionError("a hundred times in a row the next thread did not take the next seat");
    }
}

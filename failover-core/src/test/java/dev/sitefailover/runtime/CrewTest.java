package dev.sitefailover.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CrewTest {
    private static final int PIECES = 101;

    private static void assertEachOnce(Crew crew, int count) {
        AtomicIntegerArray inTurn = new AtomicIntegerArray(count);
        crew.each(count, inTurn::incrementAndGet);
        AtomicIntegerArray atHome = new AtomicIntegerArray(count);
        crew.eachAtHome(count, atHome::incrementAndGet);
        for (int i = 0; i < count; i++) {
            assertThat(inTurn.get(i)).isOne();
            assertThat(atHome.get(i)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyPieceIsDoneOnce(int size) {
        try (Crew crew = Crew.of(size)) {
            for (int count : new int[] {0, 1, 2, 3, 8, PIECES}) {
                assertEachOnce(crew, count);
                assertEachOnce(crew, count);
            }
        }
    }

    @Test
    void whoCallsIsTheOnlyOneInACrewOfOne() {
        try (Crew crew = Crew.of(1)) {
            List<Thread> hands = new ArrayList<>();
            crew.eachAtHome(2, i -> hands.add(Thread.currentThread()));
            assertThat(hands).containsOnly(Thread.currentThread());
        }
    }

    @Test
    void aPieceStaysWithTheThreadThatHadIt() {
        try (Crew crew = Crew.of(2)) {
            assertThat(handsOfTwo(crew)).isEqualTo(handsOfTwo(crew)).doesNotHaveDuplicates();
        }
    }

    /** Who does which of two pieces, when both have to be under way at once. */
    private static List<Thread> handsOfTwo(Crew crew) {
        List<Thread> hands = Collections.synchronizedList(new ArrayList<>(Collections.nCopies(2, null)));
        CountDownLatch both = new CountDownLatch(2);
        crew.eachAtHome(2, piece -> {
            hands.set(piece, Thread.currentThread());
            both.countDown();
            await(both);
        });
        return List.copyOf(hands);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoIsDoneWithItsOwnHelpsTheOther() {
        try (Crew crew = Crew.of(2)) {
            CountDownLatch others = new CountDownLatch(3);
            // the first of four pieces waits for all the others, the second is of the same thread's
            crew.eachAtHome(4, piece -> {
                if (piece == 0) {
                    await(others);
                } else {
                    others.countDown();
                }
            });
            assertThat(others.getCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFailureIsThrownWhenAllOtherPiecesAreDone(int size) {
        try (Crew crew = Crew.of(size)) {
            AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
            IntConsumer failing = piece -> {
                done.incrementAndGet(piece);
                if (piece % 10 == 3) {
                    throw new IllegalArgumentException("piece " + piece % 10);
                }
            };
            assertThatThrownBy(() -> crew.eachAtHome(PIECES, failing)).hasMessage("piece 3");
            assertThatThrownBy(() -> crew.each(PIECES, failing)).hasMessage("piece 3");
            for (int i = 0; i < PIECES; i++) {
                assertThat(done.get(i)).isEqualTo(2);
            }
        }
    }

    @Test
    void ofSeveralFailuresItIsThatOfTheLowestPieceWhicheverCameFirst() {
        try (Crew crew = Crew.of(2)) {
            CountDownLatch later = new CountDownLatch(1);
            assertThatThrownBy(() -> crew.eachAtHome(2, piece -> {
                        if (piece == 0) {
                            await(later);
                        } else {
                            later.countDown();
                        }
                        throw new IllegalStateException("piece " + piece);
                    }))
                    .hasMessage("piece 0");
        }
    }

    @Test
    void aThreadSurvivesWhateverAPieceThrows() {
        try (Crew crew = Crew.of(2)) {
            for (int i = 0; i < 2; i++) {
                List<Thread> before = handsOfTwo(crew);
                assertThatThrownBy(() ->
                                crew.each(PIECES, piece -> CrewTest.<RuntimeException>sneak(new IOException("full"))))
                        .isInstanceOf(IOException.class);
                assertThat(handsOfTwo(crew)).isEqualTo(before);
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void anInterruptThatAPieceLeavesBehindIsNotTheNextOnes() {
        try (Crew crew = Crew.of(2)) {
            Thread caller = Thread.currentThread();
            AtomicInteger found = new AtomicInteger();
            for (int i = 0; i < 20; i++) {
                CountDownLatch both = new CountDownLatch(2);
                crew.eachAtHome(2, piece -> {
                    if (Thread.interrupted()) {
                        found.incrementAndGet();
                    }
                    both.countDown();
                    await(both);
                    if (Thread.currentThread() != caller) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            assertThat(found.get()).isZero();
        }
    }

    @Test
    void aClosedCrewDoesNothingMore() {
        Crew crew = Crew.of(2);
        handsOfTwo(crew);
        crew.close();
        assertThatThrownBy(() -> crew.each(2, piece -> {})).isInstanceOf(IllegalStateException.class);
    }
}

package dev.sitefailover.examples.bench.hotpath;

import dev.sitefailover.examples.bench.measure.Work;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.retry.Retry;
import java.util.function.Supplier;

/** What a call costs without anything, what its clock reads cost, and what resilience4j alone makes of it. */
final class Baselines {
    private Baselines() {}

    static Work function() {
        Remote remote = new Remote();
        return Work.of(remote::answer);
    }

    /** The function and one read of the clock. */
    static Work oneClockRead() {
        Remote remote = new Remote();
        return Work.of(() -> System.nanoTime() == Long.MIN_VALUE ? null : remote.answer());
    }

    /** The function between two reads of the clock: the least that a timed call can be. */
    static Work twoClockReads() {
        Remote remote = new Remote();
        return Work.of(() -> {
            long start = System.nanoTime();
            String answer = remote.answer();
            return System.nanoTime() - start == Long.MIN_VALUE ? null : answer;
        });
    }

    static Work breaker() {
        Remote remote = new Remote();
        CircuitBreaker breaker = countingHundred();
        return Work.of(() -> breaker.executeSupplier(remote::answer));
    }

    static Work breakerDecoratedOnce() {
        Remote remote = new Remote();
        Supplier<String> decorated = CircuitBreaker.decorateSupplier(countingHundred(), remote::answer);
        return Work.of(decorated::get);
    }

    static Work retryAndBreakerDecoratedOnce() {
        Remote remote = new Remote();
        Supplier<String> decorated = Retry.decorateSupplier(
                Retry.ofDefaults("bench"), CircuitBreaker.decorateSupplier(countingHundred(), remote::answer));
        return Work.of(decorated::get);
    }

    private static CircuitBreaker countingHundred() {
        return CircuitBreaker.of(
                "bench",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(100)
                        .build());
    }
}

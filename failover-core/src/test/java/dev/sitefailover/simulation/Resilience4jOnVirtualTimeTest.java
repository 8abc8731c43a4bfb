package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A user's own resilience4j runs on virtual time through the standard clock and scheduler. */
class Resilience4jOnVirtualTimeTest {
    private final VirtualTime time = VirtualTime.create();

    @Test
    void itsBreakerOpensAndTurnsHalfOpenByVirtualTime() {
        CircuitBreaker breaker = CircuitBreaker.of(
                "users",
                CircuitBreakerConfig.custom()
                        .minimumNumberOfCalls(2)
                        .slidingWindowSize(2)
                        .waitDurationInOpenState(Duration.ofHours(1))
                        .clock(time.clock(ZoneOffset.UTC))
                        .currentTimestampFunction(clock -> time.nanoTime(), TimeUnit.NANOSECONDS)
                        .build());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> breaker.executeRunnable(() -> {
                        throw new IllegalStateException("down");
                    }))
                    .hasMessage("down");
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        time.runFor(Duration.ofHours(1));
        assertThat(breaker.tryAcquirePermission()).isFalse();
        time.runFor(Duration.ofNanos(1));
        assertThat(breaker.tryAcquirePermission()).isTrue();
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void itsRetryWaitsOnTheVirtualScheduler() {
        Retry retry = Retry.of(
                "users",
                RetryConfig.custom()
                        .maxAttempts(4)
                        .intervalFunction(IntervalFunction.ofExponentialBackoff(Duration.ofMinutes(1), 2))
                        .build());
        List<Duration> attempts = new ArrayList<>();
        CompletionStage<String> answered = retry.executeCompletionStage(time.scheduler(), () -> {
            attempts.add(Duration.ofNanos(time.nanoTime()));
            return attempts.size() < 4
                    ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                    : CompletableFuture.completedFuture("up");
        });
        assertThat(time.await(answered)).isEqualTo("up");
        assertThat(attempts)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(3), Duration.ofMinutes(7));
    }
}

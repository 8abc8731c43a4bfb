package dev.sitefailover.examples.bench.peers;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Fallback;
import dev.failsafe.RetryPolicy;
import dev.sitefailover.examples.bench.hotpath.Remote;
import dev.sitefailover.examples.bench.measure.Work;

/** Failsafe, one executor for all calls. */
final class OnFailsafe {
    private OnFailsafe() {}

    static Work breaker() {
        return of(Failsafe.with(CircuitBreaker.<String>ofDefaults()));
    }

    static Work retryBreakerFallback() {
        return of(Failsafe.with(
                Fallback.of("other"), RetryPolicy.<String>ofDefaults(), CircuitBreaker.<String>ofDefaults()));
    }

    private static Work of(FailsafeExecutor<String> executor) {
        Remote remote = new Remote();
        return Work.of(() -> executor.get(remote::answer));
    }
}

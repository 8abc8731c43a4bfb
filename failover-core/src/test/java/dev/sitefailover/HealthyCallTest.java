package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.guard.GuardSettings.Recording;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.CallSettings.Timing;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What calls cost while nothing is unusual, and that they are the same calls. */
@Timeout(60)
class HealthyCallTest {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final Operation HASTY = Operation.readOnly("hasty").within(Duration.ofSeconds(1));
    private static final Operation SUBMIT = Operation.once("submit");
    private static final int WARM = 20_000;
    private static final int CALLS = 100_000;

    private final EngineRuntime runtime = EngineRuntime.system(1);

    @AfterEach
    void end() {
        runtime.close();
    }

    private SiteFailover<Site> routed(Timing timing, Recording recording) {
        SiteFailover<Site> client = SiteFailover.<Site>connecting(site -> site)
                .sites(Site.of("a"), Site.of("b"))
                .calls(CallSettings.DEFAULT.withTiming(timing))
                .breaker(GuardSettings.DEFAULT.withRecording(recording))
                .runtime(runtime)
                .start();
        client.whenRouted().toCompletableFuture().join();
        return client;
    }

    private static int some(SiteFailover<Site> client, int calls) {
        int length = 0;
        for (int i = 0; i < calls; i++) {
            Operation operation = i % 3 == 0 ? HASTY : ENQUIRY;
            length += client.call(operation, Site::id).length();
            length += client.call(SUBMIT, "key", Site::id).length();
        }
        return length;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @ParameterizedTest
    @EnumSource
    void aCallOnAHealthyRouteAllocatesNothing(Timing timing) {
        try (SiteFailover<Site> client = routed(timing, Recording.BEFORE_FAILURES)) {
            some(client, WARM);
            long before = allocated();
            int answers = some(client, CALLS);
            long allocated = allocated() - before;
            assertThat(answers).isEqualTo(2 * CALLS);
            // a byte for ten calls: one that is claimed while its thread does not run goes on the long way
            assertThat(allocated).isLessThan(2 * CALLS / 10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBreakerOpensAtTheSameFailureHoweverManyCallsSucceededBefore(Recording recording) {
        int inARow = GuardSettings.DEFAULT.failuresInARow();
        try (SiteFailover<Site> client = routed(Timing.EVERY_CALL, recording)) {
            some(client, 50);
            for (int i = 1; i <= inARow; i++) {
                assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.CLOSED);
                String key = "key-" + i;
                assertThatThrownBy(() -> client.call(SUBMIT, key, site -> {
                            throw new IOException("reset");
                        }))
                        .isNotNull();
            }
            assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.OPEN);
        }
    }

    @Test
    void aSuccessBetweenFailuresIsKnownAlthoughItWasOnlyCounted() {
        int inARow = GuardSettings.DEFAULT.failuresInARow();
        try (SiteFailover<Site> client = routed(Timing.EVERY_CALL, Recording.BEFORE_FAILURES)) {
            some(client, 50);
            for (int i = 0; i < 3 * inARow; i++) {
                if (i % (inARow - 1) == 0) {
                    some(client, 10);
                }
                String key = "key-" + i;
                assertThatThrownBy(() -> client.call(SUBMIT, key, site -> {
                            throw new IOException("reset");
                        }))
                        .isNotNull();
            }
            assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.CLOSED);
        }
    }
}

package dev.sitefailover.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.Journal.CallResult;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSessionOfUnknownLengthHasFineBucketsWhileItIsShort() {
        Buckets buckets = Buckets.growing(0, 1);
        buckets.call(SECOND, CallResult.SUCCEEDED);
        buckets.end(2 * SECOND);
        assertThat(buckets.width()).isEqualTo(Duration.ofMillis(100));
        assertThat(buckets.count()).isEqualTo(21);
    }

    @Test
    void bucketsAreMergedWhenThereAreTooManyAndNoCallIsForgotten() {
        Buckets buckets = Buckets.growing(0, 1);
        for (int i = 0; i < 7_200; i++) {
            buckets.call(i * SECOND, i % 10 == 0 ? CallResult.FAILED : CallResult.SUCCEEDED);
        }
        buckets.health(3_600 * SECOND, 0, Health.SERVING);
        buckets.end(7_199 * SECOND);
        long[] calls = new long[buckets.count() * 3];
        buckets.addCalls(calls);
        assertThat(buckets.count()).isLessThanOrEqualTo(720);
        assertThat(Arrays.stream(calls).sum()).isEqualTo(7_200);
        int[][] seen = new int[buckets.count()][Health.values().length];
        buckets.addHealth(0, seen);
        assertThat(seen[0][Health.UNKNOWN.ordinal()]).isOne();
        assertThat(seen[buckets.count() - 1][Health.SERVING.ordinal()]).isOne();
        assertThat(Arrays.stream(seen).flatMapToInt(Arrays::stream).sum()).isEqualTo(buckets.count());
    }

    @Test
    void clientsOfOneSessionEndWithTheSameWidth() {
        Buckets busy = Buckets.growing(0, 1);
        for (int i = 0; i < 1_000; i++) {
            busy.call(i * SECOND, CallResult.SUCCEEDED);
        }
        Buckets idle = Buckets.growing(0, 1);
        List.of(busy, idle).forEach(each -> each.end(1_000 * SECOND));
        assertThat(idle.width()).isEqualTo(busy.width());
        assertThat(Buckets.widest(List.of(idle, busy)).count()).isEqualTo(busy.count());
    }
}

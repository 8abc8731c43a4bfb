package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinksTest {
    private final Site site = Site.of("a");
    private final EngineRuntime real = EngineRuntime.system(1);
    private boolean full;

    @AfterEach
    void end() {
        real.close();
    }

    private EngineRuntime runtime() {
        return new EngineRuntime() {
            @Override
            public long nanoTime() {
                return real.nanoTime();
            }

            @Override
            public Instant instant() {
                return real.instant();
            }

            @Override
            public Timer schedule(long delayNanos, Runnable task) {
                return real.schedule(delayNanos, task);
            }

            @Override
            public Executor executor() {
                return task -> {
                    if (full) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                };
            }

            @Override
            public Chance chance(String stream) {
                return real.chance(stream);
            }
        };
    }

    @Test
    void aClientThatNoThreadCouldOpenIsOpenedWhenThereIsOne() {
        Links<String> links = new Links<>(
                runtime(), at -> CompletableFuture.completedFuture("opened"), GuardSettings.DEFAULT, List.of(site));
        full = true;
        assertThat(links.client(site).toCompletableFuture()).isCompletedExceptionally();
        full = false;
        assertThat(links.client(site).toCompletableFuture()).isCompletedWithValue("opened");
    }
}

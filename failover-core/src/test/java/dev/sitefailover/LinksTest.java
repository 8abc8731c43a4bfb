package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinksTest {
    private final Site site = Site.of("a");
    private final EngineRuntime real = EngineRuntime.system(1);
    private final RejectingRuntime runtime = new RejectingRuntime(real, Runnable::run);

    @AfterEach
    void end() {
        real.close();
    }

    @Test
    void aClientThatNoThreadCouldOpenIsOpenedWhenThereIsOne() {
        Links<String> links = new Links<>(
                runtime, at -> CompletableFuture.completedFuture("opened"), GuardSettings.DEFAULT, List.of(site));
        runtime.rejects = true;
        assertThat(links.client(site).toCompletableFuture()).isCompletedExceptionally();
        runtime.rejects = false;
        assertThat(links.client(site).toCompletableFuture()).isCompletedWithValue("opened");
    }
}

package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FirstSuccessTest {
    private static final Operation READ = Operation.readOnly("read");

    private final VirtualTime time = VirtualTime.create();
    private final List<String> told = new ArrayList<>();
    private final FailoverListener listener = new FailoverListener() {
        @Override
        public void on(SwitchEvent event) {
            if (event instanceof SwitchEvent.Published published) {
                told.add("published " + published.site());
            }
        }

        @Override
        public void firstSuccess(Site site, Epoch epoch, long at) {
            told.add("first success at " + site + " in epoch " + epoch + " after " + Duration.ofNanos(at));
        }
    };

    private SiteFailover<Site> client() {
        SiteFailover<Site> client = SiteFailover.connecting(site -> site)
                .runtime(time)
                .sites(Site.of("primary"), Site.of("secondary"))
                .listener(listener)
                .start();
        time.await(client.whenRouted());
        return client;
    }

    private Outcome<String> read(SiteFailover<Site> client, boolean asynchronously) {
        return asynchronously
                ? time.await(client.tryCallAsync(READ, null, site -> CompletableFuture.completedFuture(site.id())))
                : client.tryCall(READ, null, Site::id);
    }

    @Test
    void theFirstAnswerAfterEverySwitchIsToldOnce() {
        for (boolean asynchronously : new boolean[] {true, false}) {
            told.clear();
            try (SiteFailover<Site> client = client()) {
                long start = time.nanoTime();
                time.runFor(Duration.ofSeconds(1));
                assertThat(read(client, asynchronously).isAnswered()).isTrue();
                assertThat(read(client, asynchronously).isAnswered()).isTrue();
                time.await(client.switchTo("secondary", SwitchRequest.graceful()));
                time.runFor(Duration.ofSeconds(1));
                assertThat(read(client, asynchronously).isAnswered()).isTrue();
                assertThat(read(client, asynchronously).isAnswered()).isTrue();
                time.runDue();
                assertThat(told)
                        .containsExactly(
                                "published primary",
                                "first success at primary in epoch 1 after "
                                        + Duration.ofNanos(start).plusSeconds(1),
                                "published secondary",
                                "first success at secondary in epoch 2 after " + Duration.ofNanos(time.nanoTime()));
            }
        }
    }

    @Test
    void anAnswerThatTurnsTheCallDownIsNoSuccess() {
        try (SiteFailover<Site> client = client()) {
            client.tryCall(READ, null, site -> {
                throw new UnsupportedOperationException("unknown account");
            });
            time.runDue();
            assertThat(told).containsExactly("published primary");
        }
    }
}

package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners hear everything in order and can do nothing to anybody. */
@Timeout(60)
class ListenersTest {
    private final VirtualTime time = VirtualTime.create();
    private final Listeners listeners = new Listeners(time);

    private void tell(long number) {
        listeners.tell(listener -> listener.on(new SwitchEvent.Released(number, false)));
    }

    @Test
    void aSlowListenerHoldsUpOnlyItself() {
        EngineRuntime runtime = EngineRuntime.system(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        List<SwitchEvent> quick = new CopyOnWriteArrayList<>();
        List<SwitchEvent> slow = new CopyOnWriteArrayList<>();
        SiteFailover<Site> client = SiteFailover.<Site>connecting(site -> site)
                .sites(Site.of("a"), Site.of("b"))
                .runtime(runtime)
                .listener(event -> {
                    try {
                        mayGo.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    slow.add(event);
                })
                .listener(quick::add)
                .start();
        client.whenRouted().toCompletableFuture().join();
        client.closeAsync(Duration.ZERO).toCompletableFuture().join();
        await().until(() -> quick.stream().anyMatch(SwitchEvent.Closed.class::isInstance));
        assertThat(slow).isEmpty();
        mayGo.countDown();
        await().until(() -> slow.size() == quick.size());
        assertThat(slow).as("in the same order").isEqualTo(quick);
        runtime.close();
    }

    @Test
    void oneThatIsTooFarBehindMissesSomeAndCostsNoMoreMemory() {
        List<SwitchEvent> heard = new ArrayList<>();
        listeners.add(heard::add);
        for (int i = 0; i < 25_000; i++) {
            tell(i);
        }
        time.runDue();
        assertThat(heard).hasSize(10_000);
        tell(99);
        time.runDue();
        assertThat(heard).hasSize(10_001);
    }

    @Test
    void oneMayRemoveItselfWhileItListens() {
        List<SwitchEvent> heard = new ArrayList<>();
        AtomicReference<FailoverListener.Registration> registration = new AtomicReference<>();
        registration.set(listeners.add(event -> {
            heard.add(event);
            java.util.Objects.requireNonNull(registration.get()).close();
        }));
        tell(1);
        tell(2);
        time.runDue();
        assertThat(heard).hasSize(1);
    }

    @Test
    void oneMayBeAddedByAnother() {
        List<SwitchEvent> heard = new ArrayList<>();
        FailoverListener.Registration first = listeners.add(event -> listeners.add(heard::add));
        tell(1);
        time.runDue();
        first.close();
        tell(2);
        time.runDue();
        assertThat(heard).extracting(SwitchEvent::at).containsExactly(2L);
    }

    @Test
    void aRuntimeThatIsClosedFirstSilencesListenersAndBreaksNothing() {
        EngineRuntime runtime = EngineRuntime.system(1);
        SiteFailover<Site> client = SiteFailover.<Site>connecting(site -> site)
                .sites(Site.of("a"), Site.of("b"))
                .runtime(runtime)
                .listener(event -> {})
                .start();
        client.whenRouted().toCompletableFuture().join();
        runtime.close();
        client.hold(Duration.ofMinutes(1), "too late");
        await().until(() -> client.status().heldFor().compareTo(Duration.ZERO) > 0);
    }
}

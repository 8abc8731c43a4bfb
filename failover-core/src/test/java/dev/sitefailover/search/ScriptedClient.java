package dev.sitefailover.search;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client system that tells what its script says and carries calls as its subclass does: by default not at all. */
class ScriptedClient implements RunningClient {
    final Wiring wiring;

    ScriptedClient(Wiring wiring) {
        this.wiring = wiring;
    }

    /** One that tells at its start what the script tells the listener. */
    static ClientSystem telling(Consumer<Told> script) {
        return wiring -> {
            script.accept(new Told(wiring));
            return new ScriptedClient(wiring);
        };
    }

    /** To tell with. */
    record Told(Wiring wiring) {
        Site site(int index) {
            return wiring.sites().get(index);
        }

        void published(int site, long epoch) {
            tell(new SwitchEvent.Published(now(), site(site), new Epoch(epoch)));
        }

        void granted(int site, long epoch) {
            tell(new SwitchEvent.Granted(now(), 1, site(site), new Epoch(epoch)));
        }

        void decided(int site) {
            tell(new SwitchEvent.Decided(now(), 1, SwitchEvent.Aim.MOVE, site(site), false, false, "scripted"));
        }

        void moved(int from, int to) {
            tell(new SwitchEvent.Moved(
                    now(),
                    new Switchover(
                            site(from),
                            site(to),
                            new Epoch(1),
                            "scripted",
                            false,
                            false,
                            null,
                            now(),
                            now(),
                            null,
                            null,
                            null,
                            now(),
                            now())));
        }

        void later(double seconds, Runnable then) {
            wiring.runtime().schedule(Scenarios.seconds(seconds), then);
        }

        private void tell(SwitchEvent event) {
            wiring.listener().on(event);
        }

        private long now() {
            return wiring.runtime().nanoTime();
        }
    }

    @Override
    public CompletionStage<Outcome<Reply>> call(
            Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
        return CompletableFuture.completedFuture(new Outcome.Undelivered<>("scripted", Delivery.NOT_SENT, null));
    }

    /** A call at the first site, without an engine. */
    CompletionStage<Reply> send(Function<Endpoint, CompletionStage<Reply>> function) {
        return wiring.connector().open(wiring.sites().get(0)).thenCompose(function);
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedFuture(null);
    }
}

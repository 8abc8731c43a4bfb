package dev.sitefailover.search;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine as a search uses it. */
record EngineClient(SiteFailover<Endpoint> engine) implements RunningClient {

    @Override
    public CompletionStage<Outcome<Reply>> call(
            Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
        return engine.tryCallAsync(operation, key, function);
    }

    @Override
    public void call(
            Operation operation,
            @Nullable String key,
            Function<Endpoint, CompletionStage<Reply>> function,
            Consumer<Outcome<Reply>> told) {
        engine.tryCallAsync(operation, key, function, told);
    }

    @Override
    public void switchTo(String site, SwitchRequest request) {
        engine.switchTo(site, request);
    }

    @Override
    public void hold(Duration lasting) {
        engine.hold(lasting, "scenario");
    }

    @Override
    public CompletionStage<Void> close() {
        return engine.closeAsync(Duration.ZERO);
    }
}

package dev.sitefailover.search.planted;

import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.search.RunningClient;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A gateway around a good engine; what it does itself, it does wrongly. */
class Around implements RunningClient {
    private final RunningClient right;

    Around(RunningClient right) {
        this.right = right;
    }

    @Override
    public CompletionStage<Outcome<Reply>> call(
            Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function) {
        return right.call(operation, key, function);
    }

    @Override
    public void switchTo(String site, SwitchRequest request) {
        right.switchTo(site, request);
    }

    @Override
    public void hold(Duration lasting) {
        right.hold(lasting);
    }

    @Override
    public CompletionStage<Void> close() {
        return right.close();
    }
}

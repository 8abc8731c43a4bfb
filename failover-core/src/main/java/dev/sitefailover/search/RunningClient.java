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

/** A client system that runs: what a search asks of it. Everything happens in the run's one thread of events. */
public interface RunningClient {

    /** Makes a business call; the stage completes with its outcome, never exceptionally. */
    CompletionStage<Outcome<Reply>> call(
            Operation operation, @Nullable String key, Function<Endpoint, CompletionStage<Reply>> function);

    /** Likewise, telling the outcome once; a client that knows how to do so without a stage should. */
    default void call(
            Operation operation,
            @Nullable String key,
            Function<Endpoint, CompletionStage<Reply>> function,
            Consumer<Outcome<Reply>> told) {
        var unused = call(operation, key, function).thenAccept(told);
    }

    /** The operator declares a move; default: there is no such thing. */
    default void switchTo(String site, SwitchRequest request) {}

    /** The operator holds automatic moves; default: there is no such thing. */
    default void hold(Duration lasting) {}

    /** Leaves its site and ends; what is in doubt stays in the wiring's register. */
    CompletionStage<Void> close();

    /** The engine. */
    static RunningClient of(SiteFailover<Endpoint> engine) {
        return new EngineClient(engine);
    }
}

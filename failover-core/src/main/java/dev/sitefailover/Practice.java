package dev.sitefailover;

import dev.sitefailover.control.Input;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Presence;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One switch of a made-up client between made-up sites, with neither time, threads nor sockets: what the engine does then
 * is code that a process may run for the first time in its life, when it matters most.
 */
final class Practice implements Connector<String>, EngineRuntime {
    private static final Site FIRST = Site.of("practice-1");
    private static final Site SECOND = Site.of("practice-2");
    private static final Operation READ = Operation.readOnly("practice");
    private static final int CALLS = 8;
    /** From here on the compiler has seen enough of it. */
    private static final int TIMES = 300;

    private static boolean done;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<CompletableFuture<String>> unanswered = new ArrayList<>();
    private long now;
    private boolean lost;

    private Practice() {}

    /** Once in a process; others wait meanwhile. */
    static synchronized void run() {
        if (!done) {
            for (int i = 0; i < TIMES; i++) {
                new Practice().once();
            }
            done = true;
        }
    }

    /** The site that answered a call that was under way when the first one was lost. */
    static String moved() {
        return new Practice().once();
    }

    private String once() {
        SiteFailoverBuilder<String> setup = SiteFailover.using((Connector<String>) this)
                .sites(FIRST, SECOND)
                .runtime(this)
                .probe((client, site) -> CompletableFuture.completedFuture(ProbeResult.serving()));
        setup.practising = true;
        Engine<String> engine = new Engine<>(setup);
        engine.start(FIRST);
        for (Site site : List.of(FIRST, SECOND)) {
            for (int i = 0; i < setup.probing.rise(); i++) {
                engine.rounds().probeNow(site);
                work();
            }
        }
        List<CompletionStage<String>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(engine.router().callAsync(READ, null, this::answer));
        }
        lost = true;
        unanswered.get(0).completeExceptionally(new EndpointException(Delivery.IN_DOUBT, "practice"));
        work();
        String answeredBy = calls.get(1).toCompletableFuture().getNow("nobody");
        engine.input(new Input.Stop(Duration.ZERO));
        work();
        return answeredBy;
    }

    private CompletionStage<String> answer(String site) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        if (lost) {
            answer.complete(site);
        } else {
            unanswered.add(answer);
        }
        return answer;
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public CompletionStage<String> open(Site site) {
        return CompletableFuture.completedFuture(site.id());
    }

    @Override
    public boolean blocks(Site site) {
        return false;
    }

    @Override
    public CompletionStage<Presence> presence(Site site) {
        return CompletableFuture.completedFuture(lost ? Presence.REFUSED : Presence.LISTENING);
    }

    @Override
    public long nanoTime() {
        return now += 1_000;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
    }

    /** Never: everything that matters happens at once. */
    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return () -> {};
    }

    @Override
    public Executor executor() {
        return tasks::add;
    }

    @Override
    public Chance chance(String stream) {
        return Chance.of(1, stream);
    }

    @Override
    public void close() {
        tasks.clear();
    }
}

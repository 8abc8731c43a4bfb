package dev.sitefailover;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Two sites that do what a test tells them, under virtual time. */
final class Scene {
    static final Operation ENQUIRY = Operation.readOnly("enquiry");
    static final Operation SUBMIT = Operation.once("submit");
    static final Operation AMEND = Operation.idempotent("amend");
    static final ProbeSettings PROBING = ProbeSettings.defaults();
    static final Duration PROBE_CYCLE =
            PROBING.interval().multipliedBy(PROBING.rise()).plus(PROBING.timeout());
    static final Duration DETECTION =
            PROBING.interval().multipliedBy(PROBING.fall()).plus(PROBING.timeout());

    final VirtualTime time;
    final Desk a = new Desk("a");
    final Desk b = new Desk("b");
    final List<SwitchEvent> events = new ArrayList<>();

    Scene() {
        this(1);
    }

    Scene(long seed) {
        time = new VirtualTime(Instant.parse("2024-03-23T04:00:00Z"), seed);
        b.health = ProbeResult.standby("not promoted");
    }

    /** Both sites serve all along. */
    Scene bothServing() {
        b.health = ProbeResult.serving();
        return this;
    }

    SiteFailoverBuilder<Client> client() {
        return SiteFailover.using(new Links())
                .sites(a.site, b.site)
                .runtime(time)
                .probe(probe())
                .listener(events::add);
    }

    /** Started and routed to a. */
    SiteFailover<Client> routed() {
        return routed(client());
    }

    SiteFailover<Client> routed(SiteFailoverBuilder<Client> settings) {
        SiteFailover<Client> started = settings.start();
        time.await(started.whenRouted(), Duration.ofSeconds(10));
        pass(PROBE_CYCLE); // by now the other site is known as well
        return started;
    }

    /** Declares a move and insists that it happens. */
    void move(SiteFailover<Client> client, String to, SwitchRequest request) {
        SwitchOutcome outcome = time.await(client.switchTo(to, request), Duration.ofMinutes(1));
        if (outcome.kind() != SwitchOutcome.Kind.SWITCHED) {
            throw new AssertionError(outcome);
        }
        pass(Duration.ZERO);
    }

    static HealthProbe<Client> probe() {
        return (client, site) -> client.desk.probe(client);
    }

    void pass(Duration duration) {
        time.runFor(duration);
    }

    /** What became of a call, once its time is up. */
    <T extends @Nullable Object> Outcome<T> outcome(CompletionStage<Outcome<T>> stage) {
        return time.await(stage, Duration.ofMinutes(10));
    }

    Outcome<String> enquire(SiteFailover<Client> client) {
        return outcome(client.tryCallAsync(ENQUIRY, null, c -> c.send("enquiry")));
    }

    Outcome<String> submit(SiteFailover<Client> client, String key) {
        return outcome(submitting(client, key));
    }

    static CompletionStage<Outcome<String>> submitting(SiteFailover<Client> client, String key) {
        return client.tryCallAsync(SUBMIT, key, c -> c.send(key));
    }

    <E extends SwitchEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static @Nullable String routedTo(SiteFailover<?> client) {
        Site routed = client.status().routed();
        return routed == null ? null : routed.id();
    }

    /** What a desk does with a message. */
    enum Manner {
        /** Does it and says so. */
        ANSWER,
        /** Does it and never says so. */
        LOSE_REPLY,
        /** Takes it and neither does it nor answers. */
        SWALLOW,
        /** Does it; the connection breaks before the reply. */
        RESET,
        /** Is not open for business. */
        REFUSE,
        /** Cannot be reached. */
        UNREACHABLE
    }

    /** One site's side. */
    final class Desk {
        final Site site;
        ProbeResult health = ProbeResult.serving();
        boolean probesHang;
        boolean logonFails;
        boolean logonHangs;
        boolean logoffHangs;
        boolean opensHang;
        boolean closeFails;
        Manner manner = Manner.ANSWER;
        Duration latency = Duration.ofMillis(5);
        /** It stands still until then, and answers afterwards what came meanwhile. */
        long pausedUntil = Long.MIN_VALUE;

        int inside;
        int mostInside;
        final List<Client> clients = new ArrayList<>();
        final Map<String, Integer> applied = new LinkedHashMap<>();
        final List<String> arrived = new ArrayList<>();
        final List<CompletableFuture<String>> unanswered = new ArrayList<>();
        final List<CompletableFuture<ProbeResult>> unansweredProbes = new ArrayList<>();
        final Set<Client> loggedOn = new LinkedHashSet<>();
        int probes;

        Desk(String id) {
            site = Site.of(id);
        }

        /** Reachable for nobody. */
        void crash() {
            health = ProbeResult.down("crashed");
            manner = Manner.UNREACHABLE;
        }

        void serve() {
            health = ProbeResult.serving();
            manner = Manner.ANSWER;
        }

        void standBy() {
            health = ProbeResult.standby("closed");
            manner = Manner.REFUSE;
        }

        CompletionStage<ProbeResult> probe(Client client) {
            probes++;
            CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
            if (probesHang) {
                unansweredProbes.add(answer);
            } else {
                time.schedule(delay(), () -> answer.complete(client.closed ? ProbeResult.down("closed") : health));
            }
            return answer;
        }

        CompletionStage<String> take(Client client, String key) {
            arrived.add(key);
            CompletableFuture<String> reply = new CompletableFuture<>();
            Manner how = manner;
            if (how == Manner.ANSWER || how == Manner.LOSE_REPLY || how == Manner.RESET) {
                applied.merge(key, 1, Integer::sum);
            }
            if (how == Manner.LOSE_REPLY) {
                unanswered.add(reply);
                return reply;
            }
            if (how == Manner.SWALLOW) {
                return reply;
            }
            inside++;
            mostInside = Math.max(mostInside, inside);
            time.schedule(delay(), () -> {
                inside--;
                switch (how) {
                    case ANSWER -> reply.complete(key + "@" + site.id());
                    case RESET -> reply.completeExceptionally(failure(Delivery.IN_DOUBT, "connection reset"));
                    case REFUSE -> reply.completeExceptionally(failure(Delivery.REFUSED, "not open"));
                    default -> reply.completeExceptionally(failure(Delivery.NOT_SENT, "connection refused"));
                }
            });
            return reply;
        }

        void pause(Duration lasting) {
            pausedUntil = time.nanoTime() + lasting.toNanos();
        }

        /** Neither calls nor probes are answered any more. */
        void hang() {
            manner = Manner.SWALLOW;
            probesHang = true;
        }

        private Duration delay() {
            long paused = Math.max(0, pausedUntil - time.nanoTime());
            return latency.plusNanos(pausedUntil == Long.MIN_VALUE ? 0 : paused);
        }

        private EndpointException failure(Delivery delivery, String what) {
            return new EndpointException(delivery, what + " by " + site.id());
        }
    }

    /** A participant's connection to a site. */
    static final class Client implements AutoCloseable {
        final Desk desk;
        boolean closed;

        @Nullable
        Epoch epoch;

        Client(Desk desk) {
            this.desk = desk;
        }

        CompletionStage<String> send(String key) {
            return desk.take(this, key);
        }

        @Override
        public void close() {
            closed = true;
            desk.loggedOn.remove(this);
            if (desk.closeFails) {
                throw new IllegalStateException("will not close");
            }
        }
    }

    private final class Links implements Connector<Client> {
        @Override
        public CompletionStage<Client> open(Site site) {
            Desk desk = desk(site);
            if (desk.opensHang) {
                return new CompletableFuture<>();
            }
            Client opened = new Client(desk);
            desk.clients.add(opened);
            return CompletableFuture.completedFuture(opened);
        }

        @Override
        public CompletionStage<Void> activate(Client client, Site site, Epoch epoch) {
            if (client.desk.logonFails) {
                throw new IllegalStateException("logon refused");
            }
            if (client.desk.logonHangs) {
                return new CompletableFuture<>();
            }
            client.epoch = epoch;
            client.desk.loggedOn.add(client);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> deactivate(Client client, Site site, Epoch epoch) {
            if (client.desk.logoffHangs) {
                return new CompletableFuture<>();
            }
            client.desk.loggedOn.remove(client);
            return CompletableFuture.completedFuture(null);
        }
    }

    Desk desk(Site site) {
        return site.id().equals("a") ? a : b;
    }

    /** How long it took until the condition held. */
    Duration until(java.util.function.BooleanSupplier condition, Duration atMost) {
        long began = time.nanoTime();
        if (!time.pump(condition, began + atMost.toNanos())) {
            throw new AssertionError("not within " + atMost + " at " + time + "; events " + events);
        }
        return Duration.ofNanos(time.nanoTime() - began);
    }

    EngineRuntime runtime() {
        return time;
    }
}

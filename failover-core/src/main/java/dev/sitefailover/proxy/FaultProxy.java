package dev.sitefailover.proxy;

import dev.sitefailover.fault.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays connections to a real server and does to them what it is told.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to("127.0.0.1", 5432).start()) {
 *     connect("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/clearing");
 *     proxy.inflict(ProxyFault.blackhole());
 * }
 * }</pre>
 *
 * <p>Rules take effect on all connections at once: when {@link #inflict} returns, no connection escapes the rule and none
 * is accepted without it. What chance decides depends on the seed, the rule's place in the order of rules and the
 * connection's place in the order of connections alone. A client's half-close reaches the server and the other way round;
 * a reset on one side is a reset on the other. Safe for use by several threads. One daemon thread per proxy.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final InetSocketAddress target;
    private final Loop loop;
    private final Rules rules;
    private final Door door;
    private final InetSocketAddress address;
    private final Map<Long, Relay> relays = new LinkedHashMap<>();
    private long accepted;
    private volatile boolean closed;

    FaultProxy(FaultProxyBuilder setup, InetSocketAddress target) {
        this.target = target;
        this.rules = new Rules(setup.seed);
        this.loop = new Loop("fault-proxy-" + setup.name);
        this.door = new Door(loop, setup.listen, this::accepted);
        try {
            door.reach(Rules.Reach.OPEN);
        } catch (IOException e) {
            loop.discard();
            throw new UncheckedIOException(e.getMessage(), e);
        }
        this.address = door.address();
        loop.start();
    }

    /** A proxy to that server, listening on a free port of 127.0.0.1 unless told otherwise. */
    public static FaultProxyBuilder to(String host, int port) {
        return new FaultProxyBuilder(host, port);
    }

    /** Where clients connect instead of to the server; stays the same while connections are refused. */
    public InetSocketAddress address() {
        return address;
    }

    public int port() {
        return address.getPort();
    }

    /** On every connection, at once, until it is lifted. */
    public InflictedRule inflict(ProxyFault fault) {
        return inflict(fault.always());
    }

    /**
     * From now on, together with the rules in force.
     *
     * @throws IllegalStateException when the proxy is closed
     */
    public InflictedRule inflict(ProxyRule rule) {
        if (closed) {
            throw new IllegalStateException("this proxy is closed");
        }
        Rules.Active active = loop.call(() -> {
            Rules.Active added = rules.add(rule);
            schedule(rule.after(), () -> begin(added));
            return added;
        });
        return new Inflicted(active);
    }

    /** Lifts all rules. */
    public void heal() {
        if (!closed) {
            loop.call(() -> {
                rules.all().forEach(rules::remove);
                apply();
                return true;
            });
        }
    }

    /** The rules placed and not lifted, in order; some may not have begun. */
    public List<ProxyRule> rules() {
        return loop.call(() -> rules.all().stream().map(each -> each.rule).toList());
    }

    /** What chance has decided so far, oldest first; the latest 100,000. */
    public List<ProxyDecision> decisions() {
        return loop.call(rules::decisions);
    }

    /** How many connections stand. */
    public int connections() {
        return loop.call(relays::size);
    }

    /** How many were accepted so far. */
    public long accepted() {
        return loop.call(() -> accepted);
    }

    /** Closes all connections in good order and frees the port. Nothing when it is closed. */
    @Override
    public void close() {
        closed = true;
        loop.end(() -> {
            List.copyOf(relays.values()).forEach(Relay::close);
            try {
                door.close();
            } catch (IOException e) {
                LOG.warn("closing {} failed: {}", address, e.getMessage());
            }
        });
    }

    @Override
    public String toString() {
        return address + " to " + target;
    }

    private final class Inflicted implements InflictedRule {
        private final Rules.Active active;

        Inflicted(Rules.Active active) {
            this.active = active;
        }

        @Override
        public ProxyRule rule() {
            return active.rule;
        }

        @Override
        public void lift() {
            if (!closed) {
                loop.call(() -> {
                    FaultProxy.this.lift(active);
                    return true;
                });
            }
        }

        @Override
        public String toString() {
            return active.rule.toString();
        }
    }

    // -- on the loop from here

    private void begin(Rules.Active added) {
        if (added.lifted) {
            return;
        }
        added.acceptedBefore = accepted;
        added.working = true;
        added.rule.lasting().ifPresent(lasting -> schedule(lasting, () -> lift(added)));
        if (added.rule.fault() instanceof ProxyFault.Flap flap) {
            schedule(flap.down(), () -> turn(added, flap));
        }
        apply();
    }

    private void turn(Rules.Active flapping, ProxyFault.Flap flap) {
        if (!flapping.lifted) {
            flapping.down = !flapping.down;
            schedule(flapping.down ? flap.down() : flap.up(), () -> turn(flapping, flap));
            apply();
        }
    }

    private void lift(Rules.Active active) {
        if (!active.lifted) {
            rules.remove(active);
            apply();
        }
    }

    /** The door first: whoever came through it before is among the relays. */
    private void apply() {
        try {
            door.reach(rules.reach());
        } catch (IOException e) {
            LOG.error("{}; trying again", e.getMessage());
            loop.at(Loop.now() + AGAIN.toNanos(), this::apply);
        }
        for (Relay relay : List.copyOf(relays.values())) {
            relay.follow(rules.plan(relay.number));
        }
    }

    private void schedule(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
        } else {
            loop.at(Loop.now() + delay.toNanos(), task);
        }
    }

    private void accepted(SocketChannel channel) throws IOException {
        SocketChannel outward = SocketChannel.open();
        Relay relay = new Relay(++accepted, loop, channel, outward, this::over);
        relays.put(relay.number, relay);
        Plan plan = rules.plan(relay.number);
        relay.follow(plan);
        if (plan.reset() != Phase.CONNECT) {
            relay.guarded(() -> relay.start(target));
        }
    }

    private void over(Relay relay) {
        relays.remove(relay.number);
        rules.forget(relay.number);
    }
}

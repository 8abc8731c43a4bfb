package dev.sitefailover.proxy;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Phase;
import java.time.Duration;

/**
 * One thing that goes wrong with connections, as a value; every kind says what a client observes. Whom it meets, when and
 * for how long is its {@link ProxyRule}. Immutable, safe for use by several threads.
 */
public sealed interface ProxyFault {

    /** The name on the command line: kebab case, as in rundowns where those know it. */
    String kind();

    /** Where it works unless the rule says otherwise. */
    Direction usualDirection();

    /** This fault on every connection, at once, until it is lifted. */
    default ProxyRule always() {
        return ProxyRule.of(this);
    }

    /**
     * Connections are refused at once; those that stand go on. A rule that meets only some connections cannot refuse them:
     * it resets them as soon as they are accepted.
     */
    record Refuse() implements ProxyFault {
        @Override
        public String kind() {
            return "refuse";
        }

        @Override
        public Direction usualDirection() {
            return Direction.BOTH;
        }
    }

    /**
     * Connecting times out, where the platform lets the queue of waiting connections fill up (Linux does); elsewhere, and
     * for a rule that meets only some connections, they are accepted and nothing comes. On connections that stand nothing
     * moves any more, not even a close.
     */
    record Blackhole() implements ProxyFault {
        @Override
        public String kind() {
            return "blackhole";
        }

        @Override
        public Direction usualDirection() {
            return Direction.BOTH;
        }
    }

    /** The proxy dies: connections are refused, those that stand are reset. */
    record Crash() implements ProxyFault {
        @Override
        public String kind() {
            return "crash";
        }

        @Override
        public Direction usualDirection() {
            return Direction.BOTH;
        }
    }

    /**
     * Connections are reset.
     *
     * @param phase CONNECT: as soon as they are accepted, those that stand at once; REQUEST: when the client sends
     *     something, which is not passed on; RESPONSE: when the server answers, so that the request was done
     */
    record Reset(Phase phase) implements ProxyFault {
        public Reset {
            requireNonNull(phase, "reset.phase");
        }

        @Override
        public String kind() {
            return "reset";
        }

        @Override
        public Direction usualDirection() {
            return Direction.BOTH;
        }
    }

    /**
     * The server falls silent: its answer stops, while what the client sends still arrives. Once this is lifted, what it
     * said meanwhile arrives, too.
     *
     * @param afterBytes of the answer that are still passed on, on each connection, from when the rule meets it; 0 or more
     */
    record Hang(long afterBytes) implements ProxyFault {
        public Hang {
            ProxyBounds.notNegative("hang.afterBytes", afterBytes);
        }

        @Override
        public String kind() {
            return "hang";
        }

        @Override
        public Direction usualDirection() {
            return Direction.RESPONSE;
        }
    }

    /**
     * Somebody pulls the plug mid-stream: nothing passes any more in either direction, not even a close, until this is
     * lifted.
     *
     * @param afterBytes so many bytes after the rule meets a connection, counted in its direction; 0 or more
     */
    record Unplug(long afterBytes) implements ProxyFault {
        public Unplug {
            ProxyBounds.notNegative("unplug.afterBytes", afterBytes);
        }

        @Override
        public String kind() {
            return "unplug";
        }

        @Override
        public Direction usualDirection() {
            return Direction.RESPONSE;
        }
    }

    /**
     * The connection is closed in good order half way.
     *
     * @param afterBytes so many bytes after the rule meets a connection, counted in its direction; 0 or more
     */
    record Cut(long afterBytes) implements ProxyFault {
        public Cut {
            ProxyBounds.notNegative("cut.afterBytes", afterBytes);
        }

        @Override
        public String kind() {
            return "cut";
        }

        @Override
        public Direction usualDirection() {
            return Direction.RESPONSE;
        }
    }

    /**
     * What is sent arrives later, in order. Exact to about a millisecond. Works on the answers unless told otherwise, so
     * that a round trip takes that much longer.
     *
     * @param p50 half of the delays are at most this; PT0S or longer
     * @param p99 99 % of them are at most this; the same as {@code p50}: always this long
     */
    record Slow(Duration p50, Duration p99) implements ProxyFault {
        public Slow {
            ProxyBounds.duration("slow.p50", p50);
            ProxyBounds.duration("slow.p99", p99);
            if (p99.compareTo(p50) < 0) {
                throw new IllegalArgumentException("slow.p99 must be >= p50 " + p50 + ", was " + p99);
            }
        }

        @Override
        public String kind() {
            return "slow";
        }

        @Override
        public Direction usualDirection() {
            return Direction.RESPONSE;
        }
    }

    /**
     * A narrow line, for each connection and direction by itself.
     *
     * @param bytesPerSecond 1 or more
     */
    record Bandwidth(long bytesPerSecond) implements ProxyFault {
        public Bandwidth {
            ProxyBounds.positive("bandwidth.bytesPerSecond", bytesPerSecond);
        }

        @Override
        public String kind() {
            return "bandwidth";
        }

        @Override
        public Direction usualDirection() {
            return Direction.BOTH;
        }
    }

    /**
     * What is sent arrives in small pieces, as clients that read a message in one go never expect.
     *
     * @param bytes the most that arrives at once; 1 or more
     * @param pause from one piece to the next; PT0S or longer
     */
    record Slice(int bytes, Duration pause) implements ProxyFault {
        public Slice {
            ProxyBounds.positive("slice.bytes", bytes);
            ProxyBounds.duration("slice.pause", pause);
        }

        @Override
        public String kind() {
            return "slice";
        }

        @Override
        public Direction usualDirection() {
            return Direction.BOTH;
        }
    }

    /**
     * A close is passed on late.
     *
     * @param delay PT0S or longer
     */
    record SlowClose(Duration delay) implements ProxyFault {
        public SlowClose {
            ProxyBounds.duration("slow-close.delay", delay);
        }

        @Override
        public String kind() {
            return "slow-close";
        }

        @Override
        public Direction usualDirection() {
            return Direction.BOTH;
        }
    }

    /**
     * The line comes and goes: dead like {@link Crash} for a while, then well for a while, over and over, starting with the
     * time down.
     *
     * @param up longer than PT0S
     * @param down longer than PT0S
     */
    record Flap(Duration up, Duration down) implements ProxyFault {
        public Flap {
            ProxyBounds.positive("flap.up", ProxyBounds.duration("flap.up", up));
            ProxyBounds.positive("flap.down", ProxyBounds.duration("flap.down", down));
        }

        @Override
        public String kind() {
            return "flap";
        }

        @Override
        public Direction usualDirection() {
            return Direction.BOTH;
        }
    }

    static ProxyFault refuse() {
        return new Refuse();
    }

    static ProxyFault blackhole() {
        return new Blackhole();
    }

    static ProxyFault crash() {
        return new Crash();
    }

    static ProxyFault reset(Phase phase) {
        return new Reset(phase);
    }

    /** Silent from now on. */
    static ProxyFault hang() {
        return new Hang(0);
    }

    static ProxyFault hangAfter(long bytes) {
        return new Hang(bytes);
    }

    /** Unplugged now. */
    static ProxyFault unplug() {
        return new Unplug(0);
    }

    static ProxyFault unplugAfter(long bytes) {
        return new Unplug(bytes);
    }

    static ProxyFault cutAfter(long bytes) {
        return new Cut(bytes);
    }

    static ProxyFault slow(Duration latency) {
        return new Slow(latency, latency);
    }

    /** Log-normally distributed, given by median and 99th percentile. */
    static ProxyFault slow(Duration p50, Duration p99) {
        return new Slow(p50, p99);
    }

    static ProxyFault bandwidth(long bytesPerSecond) {
        return new Bandwidth(bytesPerSecond);
    }

    static ProxyFault slice(int bytes, Duration pause) {
        return new Slice(bytes, pause);
    }

    static ProxyFault slowClose(Duration delay) {
        return new SlowClose(delay);
    }

    static ProxyFault flap(Duration up, Duration down) {
        return new Flap(up, down);
    }
}

package dev.sitefailover.proxy;

import dev.sitefailover.fault.Direction;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault and its circumstances: in which direction, on which connections, when and for how long. Immutable; the methods
 * copy.
 *
 * @param fault what goes wrong
 * @param direction of the bytes it meets; the fault's usual one by default, and the only one where whole connections are met
 * @param first how many connections accepted from then on it meets, standing ones not counted and not met; 0, the default:
 *     every connection, standing ones too
 * @param probability with which it meets a connection, drawn once for each; 1 by default
 * @param after from when it is placed until it begins; PT0S by default
 * @param lasting how long from then; empty, the default: until it is lifted
 */
public record ProxyRule(
        ProxyFault fault,
        Direction direction,
        int first,
        double probability,
        Duration after,
        Optional<Duration> lasting) {

    public ProxyRule {
        if (direction != Direction.BOTH && meetsWholeConnections(fault)) {
            throw new IllegalArgumentException("direction: " + fault.kind()
                    + " meets whole connections, not one direction" + " of them; silent in one direction is hang");
        }
        ProxyBounds.notNegative("first", first);
        ProxyBounds.probability("probability", probability);
        ProxyBounds.duration("after", after);
        lasting.ifPresent(value -> ProxyBounds.duration("for", value));
    }

    /** On every connection, at once, until it is lifted. */
    public static ProxyRule of(ProxyFault fault) {
        return new ProxyRule(fault, fault.usualDirection(), 0, 1, Duration.ZERO, Optional.empty());
    }

    /**
     * As on the command line: the kind, then settings, e.g. {@code slow latency=PT0.2S direction=response for=PT30S}.
     *
     * @throws IllegalArgumentException when it is not; the message says what is known
     */
    public static ProxyRule parse(String text) {
        return RuleText.parse(text);
    }

    public ProxyRule on(Direction newDirection) {
        return new ProxyRule(fault, newDirection, first, probability, after, lasting);
    }

    /** Only for that many connections; those after them succeed. */
    public ProxyRule forFirst(int connections) {
        return new ProxyRule(fault, direction, connections, probability, after, lasting);
    }

    public ProxyRule withProbability(double newProbability) {
        return new ProxyRule(fault, direction, first, newProbability, after, lasting);
    }

    public ProxyRule after(Duration delay) {
        return new ProxyRule(fault, direction, first, probability, delay, lasting);
    }

    public ProxyRule lasting(Duration duration) {
        return new ProxyRule(fault, direction, first, probability, after, Optional.of(duration));
    }

    private static boolean meetsWholeConnections(ProxyFault fault) {
        return fault instanceof ProxyFault.Refuse
                || fault instanceof ProxyFault.Blackhole
                || fault instanceof ProxyFault.Crash
                || fault instanceof ProxyFault.Reset
                || fault instanceof ProxyFault.Flap;
    }

    boolean meetsAll() {
        return first == 0 && probability == 1;
    }

    boolean meets(Direction flow) {
        return direction == Direction.BOTH || direction == flow;
    }

    @Override
    public String toString() {
        return RuleText.of(this);
    }
}

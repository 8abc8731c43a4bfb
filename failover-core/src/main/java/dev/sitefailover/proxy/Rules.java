package dev.sitefailover.proxy;

import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Phase;
import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules in force and what chance has decided for them. Lives on the loop alone. */
final class Rules {
    private static final int MOST_REMEMBERED = 100_000;

    /** A rule and whether it works just now. */
    static final class Active {
        final long id;
        final ProxyRule rule;
        /** Connections accepted before it began. */
        long acceptedBefore;

        boolean working;
        /** Of one that comes and goes. */
        boolean down = true;

        boolean lifted;
        private final Map<Long, Boolean> met = new HashMap<>();
        private final Map<String, Shape.Delays> delays = new HashMap<>();

        Active(long id, ProxyRule rule) {
            this.id = id;
            this.rule = rule;
        }

        /** Whether connections cannot be had. */
        boolean isDead() {
            return rule.fault() instanceof ProxyFault.Crash || (rule.fault() instanceof ProxyFault.Flap && down);
        }
    }

    /** How far clients get who connect. */
    enum Reach {
        OPEN,
        REFUSING,
        BLACKHOLE
    }

    private final long seed;
    private final List<Active> active = new ArrayList<>();
    private final ArrayDeque<ProxyDecision> decisions = new ArrayDeque<>();
    private long ids;

    Rules(long seed) {
        this.seed = seed;
    }

    Active add(ProxyRule rule) {
        Active added = new Active(++ids, rule);
        active.add(added);
        return added;
    }

    void remove(Active rule) {
        rule.lifted = true;
        rule.working = false;
        active.remove(rule);
    }

    List<Active> all() {
        return List.copyOf(active);
    }

    List<ProxyDecision> decisions() {
        return List.copyOf(decisions);
    }

    /** Nobody asks about that connection any more. */
    void forget(long connection) {
        for (Active each : active) {
            each.met.remove(connection);
            each.delays.keySet().removeIf(key -> key.startsWith(connection + "/"));
        }
    }

    Reach reach() {
        Reach reach = Reach.OPEN;
        for (Active each : active) {
            if (each.working && each.rule.meetsAll()) {
                if (each.isDead() || each.rule.fault() instanceof ProxyFault.Refuse) {
                    return Reach.REFUSING;
                }
                if (each.rule.fault() instanceof ProxyFault.Blackhole) {
                    reach = Reach.BLACKHOLE;
                }
            }
        }
        return reach;
    }

    Plan plan(long connection) {
        boolean dead = false;
        Phase reset = null;
        Lines request = new Lines(Direction.REQUEST);
        Lines response = new Lines(Direction.RESPONSE);
        for (Active each : active) {
            if (!each.working || !meets(each, connection)) {
                continue;
            }
            ProxyFault fault = each.rule.fault();
            if (fault instanceof ProxyFault.Blackhole) {
                dead = true;
            } else if (each.isDead() || (fault instanceof ProxyFault.Refuse && connection > each.acceptedBefore)) {
                reset = Phase.CONNECT;
            } else if (fault instanceof ProxyFault.Reset resets && reset != Phase.CONNECT) {
                reset = resets.phase();
            } else {
                request.take(each, connection);
                response.take(each, connection);
            }
        }
        Shape toServer = request.shape();
        Shape toClient = response.shape();
        return !dead && reset == null && toServer.equals(Shape.PLAIN) && toClient.equals(Shape.PLAIN)
                ? Plan.PLAIN
                : new Plan(dead, reset, toServer, toClient);
    }

    private boolean meets(Active each, long connection) {
        int first = each.rule.first();
        if (first > 0 && (connection <= each.acceptedBefore || connection > each.acceptedBefore + first)) {
            return false;
        }
        double probability = each.rule.probability();
        return probability == 1
                || each.met.computeIfAbsent(connection, number -> {
                    boolean met = Chance.of(seed, "rule/" + each.id + "/connection/" + number)
                            .chance(probability);
                    remember(number, each, met ? "met" : "spared");
                    return met;
                });
    }

    private void remember(long connection, Active rule, String what) {
        if (decisions.size() == MOST_REMEMBERED) {
            decisions.remove();
        }
        decisions.add(new ProxyDecision(connection, rule.rule.toString(), what));
    }

    /** Puts one direction's shape together. */
    private final class Lines {
        private final Direction flow;
        private Shape.Delays slow = Shape.Delays.NONE;
        private final List<Long> slowBy = new ArrayList<>();
        private long bytesPerSecond;
        private int slice;
        private long pauseNanos;
        private long closeNanos;
        private Shape.@Nullable Stop stop;

        Lines(Direction flow) {
            this.flow = flow;
        }

        void take(Active each, long connection) {
            if (!each.rule.meets(flow)) {
                return;
            }
            ProxyFault fault = each.rule.fault();
            if (fault instanceof ProxyFault.Slow by) {
                slowBy.add(each.id);
                Shape.Delays before = slow;
                Shape.Delays added = delays(each, by, connection);
                slow = before == Shape.Delays.NONE ? added : () -> before.nextNanos() + added.nextNanos();
            } else if (fault instanceof ProxyFault.Bandwidth line) {
                bytesPerSecond =
                        bytesPerSecond == 0 ? line.bytesPerSecond() : Math.min(bytesPerSecond, line.bytesPerSecond());
            } else if (fault instanceof ProxyFault.Slice pieces) {
                slice = slice == 0 ? pieces.bytes() : Math.min(slice, pieces.bytes());
                pauseNanos = Math.max(pauseNanos, pieces.pause().toNanos());
            } else if (fault instanceof ProxyFault.SlowClose late) {
                closeNanos += late.delay().toNanos();
            } else if (fault instanceof ProxyFault.Hang hang) {
                stop(each, hang.afterBytes(), Shape.Then.SILENCE);
            } else if (fault instanceof ProxyFault.Unplug unplug) {
                stop(each, unplug.afterBytes(), Shape.Then.UNPLUGGED);
            } else if (fault instanceof ProxyFault.Cut cut) {
                stop(each, cut.afterBytes(), Shape.Then.CLOSE);
            }
        }

        private void stop(Active each, long afterBytes, Shape.Then then) {
            if (stop == null || afterBytes < stop.afterBytes()) {
                stop = new Shape.Stop(each.id, afterBytes, then);
            }
        }

        private Shape.Delays delays(Active each, ProxyFault.Slow by, long connection) {
            long p50 = Math.max(1, by.p50().toNanos());
            long p99 = by.p99().toNanos();
            if (p50 >= p99) {
                return () -> p99;
            }
            return each.delays.computeIfAbsent(connection + "/" + flow, key -> {
                Chance chance = Chance.of(seed, "rule/" + each.id + "/delays/" + key);
                return () -> {
                    long drawn = Math.round(chance.logNormal((double) p50, (double) p99));
                    remember(connection, each, Duration.ofNanos(drawn).toString());
                    return drawn;
                };
            });
        }

        Shape shape() {
            return new Shape(slow, List.copyOf(slowBy), bytesPerSecond, slice, pauseNanos, closeNanos, stop);
        }
    }
}

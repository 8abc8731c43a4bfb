package dev.sitefailover.search;

import static java.util.Map.entry;

import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.fault.Phase;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A kind of fault that may be drawn, and from where to where its parameters go. Immutable.
 *
 * @param kind as in rundowns: kebab case
 * @param parameters by name as in rundowns; all that the kind has
 * @param affects what it may meet; one of them is drawn
 */
public record FaultChoice(String kind, Map<String, Extent> parameters, List<Affects> affects) {
    private static final Map<String, Map<String, Extent>> DEFAULTS = defaults();
    private static final List<String> FATAL = List.of("refuse", "hang", "reset", "error-rate");

    /**
     * From where to where a parameter goes. Durations are in seconds.
     *
     * @param least 0 or more
     * @param most {@code least} or more
     */
    public record Extent(double least, double most) {
        public Extent {
            // Written so that NaN fails too.
            if (!(least >= 0 && most >= least && most < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a parameter must go from 0 or more to its least or more, was from " + least + " to " + most);
            }
        }
    }

    public FaultChoice {
        Map<String, Extent> known = known(kind);
        Map<String, Extent> all = new TreeMap<>(known);
        parameters.forEach((name, extent) -> {
            if (!known.containsKey(name)) {
                throw new IllegalArgumentException(
                        kind + " has no parameter " + name + " to draw; it has " + known.keySet());
            }
            all.put(name, extent);
        });
        parameters = Collections.unmodifiableMap(all);
        affects = List.copyOf(affects);
        if (affects.isEmpty()) {
            throw new IllegalArgumentException(kind + " must affect something");
        }
        if (kind.equals("gray") && affects.contains(Affects.PROBES)) {
            throw new IllegalArgumentException("gray lets probes pass, it cannot affect only them");
        }
    }

    /**
     * That kind with the defaults, affecting probes and business alike; what nothing gets an answer from (refuse, hang,
     * reset, error-rate) may also affect business alone, which only calls can notice.
     */
    public static FaultChoice of(String kind) {
        boolean fatal = FATAL.contains(kind);
        return new FaultChoice(kind, Map.of(), fatal ? List.of(Affects.BOTH, Affects.BUSINESS) : List.of(Affects.BOTH));
    }

    /** The same with one parameter between those; durations in seconds. */
    public FaultChoice with(String parameter, double least, double most) {
        Map<String, Extent> changed = new TreeMap<>(parameters);
        changed.put(parameter, new Extent(least, most));
        return new FaultChoice(kind, changed, affects);
    }

    /** The same, meeting one of those. */
    public FaultChoice affecting(Affects... any) {
        return new FaultChoice(kind, parameters, List.of(any));
    }

    /** Every kind that can be drawn, in alphabetical order: all but {@code capacity}, which simulated sites do not play. */
    public static List<String> kinds() {
        return List.copyOf(DEFAULTS.keySet());
    }

    private static Map<String, Extent> known(String kind) {
        Map<String, Extent> known = DEFAULTS.get(kind);
        if (known == null) {
            throw new IllegalArgumentException("no fault " + kind + "; the faults are " + DEFAULTS.keySet());
        }
        return known;
    }

    Occurrence draw(Dice dice) {
        return fault(dice).always().affecting(dice.pick(affects));
    }

    private Fault fault(Dice dice) {
        return switch (kind) {
            case "refuse" -> Fault.refuse();
            case "blackhole" -> Fault.blackhole();
            case "hang" -> Fault.hangAfter((int) number(dice, "afterRequests"));
            case "reset" -> Fault.reset(dice.pick(List.of(Phase.values())));
            case "slow" -> Fault.slow(duration(dice, "latency"));
            case "error-rate" -> Fault.errorRate(share(dice, "p"));
            case "gray" -> Fault.gray(share(dice, "fraction"));
            case "lost-ack" -> Fault.lostAck(share(dice, "p"));
            case "duplicate" -> Fault.duplicate(share(dice, "p"));
            case "corrupt" -> Fault.corrupt(share(dice, "p"));
            case "flap" -> Fault.flap(duration(dice, "up"), duration(dice, "down"));
            case "partition" ->
                Fault.partition(dice.pick(List.of(Between.values())), dice.pick(List.of(Direction.values())));
            case "replication-lag" -> Fault.replicationLag(duration(dice, "lag"));
            case "stale-dns" -> Fault.staleDns(duration(dice, "age"));
            case "tls-expired" -> Fault.tlsExpired();
            case "cold-start" -> Fault.coldStart(duration(dice, "warmup"));
            case "capacity" ->
                Fault.capacity((int) Math.max(1, number(dice, "concurrent")), (int) number(dice, "queue"));
            case "clock-skew" -> Fault.clockSkew(duration(dice, "offset"));
            case "wrong-site" -> Fault.wrongSite();
            case "crash" -> Fault.crash();
            default -> throw new IllegalStateException("no fault " + kind);
        };
    }

    private Extent extent(String parameter) {
        Extent extent = parameters.get(parameter);
        if (extent == null) {
            throw new IllegalStateException(kind + " has no parameter " + parameter);
        }
        return extent;
    }

    private long number(Dice dice, String parameter) {
        Extent extent = extent(parameter);
        return dice.chance().between((long) extent.least(), (long) extent.most());
    }

    /** The most in half of the cases; else in hundredths: nobody reads more from a minimal schedule. */
    private double share(Dice dice, String parameter) {
        Extent extent = extent(parameter);
        boolean most = dice.happens(0.5);
        double uniform = StrictMath.rint(dice.uniform(extent.least(), extent.most()) * 100) / 100;
        double drawn = most ? extent.most() : uniform;
        return Math.max(0, Math.min(1, drawn));
    }

    private Duration duration(Dice dice, String parameter) {
        Extent extent = extent(parameter);
        long millis = (long) dice.logarithmic(extent.least() * 1000, extent.most() * 1000);
        return Duration.ofMillis(Math.max(1, millis));
    }

    private static Map<String, Map<String, Extent>> defaults() {
        Map<String, Map<String, Extent>> kinds = new TreeMap<>();
        for (String plain :
                List.of("refuse", "blackhole", "reset", "partition", "tls-expired", "wrong-site", "crash")) {
            kinds.put(plain, Map.of());
        }
        kinds.put("hang", sorted("afterRequests", 0, 20, null));
        kinds.put("slow", sorted("latency", 0.05, 3, null));
        kinds.put("error-rate", sorted("p", 0.05, 1, null));
        kinds.put("gray", sorted("fraction", 0.2, 1, null));
        kinds.put("lost-ack", sorted("p", 0.05, 1, null));
        kinds.put("duplicate", sorted("p", 0.05, 1, null));
        kinds.put("corrupt", sorted("p", 0.05, 1, null));
        kinds.put("flap", sorted("up", 0.5, 20, entry("down", new Extent(0.5, 20))));
        kinds.put("replication-lag", sorted("lag", 0.1, 30, null));
        kinds.put("stale-dns", sorted("age", 1, 60, null));
        kinds.put("cold-start", sorted("warmup", 1, 30, null));
        kinds.put("clock-skew", sorted("offset", 0.1, 600, null));
        return Collections.unmodifiableMap(kinds);
    }

    private static Map<String, Extent> sorted(
            String name, double least, double most, Map.@Nullable Entry<String, Extent> another) {
        Map<String, Extent> parameters = new TreeMap<>();
        parameters.put(name, new Extent(least, most));
        if (another != null) {
            parameters.put(another.getKey(), another.getValue());
        }
        return parameters;
    }
}

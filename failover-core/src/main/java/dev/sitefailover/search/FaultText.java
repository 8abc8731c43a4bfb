package dev.sitefailover.search;

import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Capacity;
import dev.sitefailover.fault.ClockSkew;
import dev.sitefailover.fault.ColdStart;
import dev.sitefailover.fault.Corrupt;
import dev.sitefailover.fault.Duplicate;
import dev.sitefailover.fault.ErrorRate;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Flap;
import dev.sitefailover.fault.Gray;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.LostAck;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.fault.Partition;
import dev.sitefailover.fault.ReplicationLag;
import dev.sitefailover.fault.Reset;
import dev.sitefailover.fault.Slow;
import dev.sitefailover.fault.StaleDns;
import java.util.Locale;

/** A fault as an outage step writes it, every parameter given. */
final class FaultText {
    private FaultText() {}

    static String of(Occurrence occurrence) {
        StringBuilder text =
                new StringBuilder("fault: ").append(occurrence.fault().kind());
        text.append(parameters(occurrence.fault()));
        occurrence.lasting().ifPresent(lasting -> text.append(", for: ").append(lasting));
        if (occurrence.affects() != Affects.BOTH) {
            text.append(", affects: ").append(word(occurrence.affects()));
        }
        return text.toString();
    }

    private static String parameters(Fault fault) {
        if (fault instanceof Hang hang) {
            return ", afterRequests: " + hang.afterRequests();
        } else if (fault instanceof Reset reset) {
            return ", phase: " + word(reset.phase());
        } else if (fault instanceof Slow slow) {
            return slow(slow.by());
        } else if (fault instanceof Gray gray) {
            return gray.operations().isEmpty()
                    ? ", fraction: " + gray.fraction()
                    : ", operations: [" + String.join(", ", gray.operations()) + "]";
        } else if (fault instanceof Flap flap) {
            return ", up: " + flap.up() + ", down: " + flap.down();
        } else if (fault instanceof Partition cut) {
            return ", between: " + word(cut.between()) + ", direction: " + word(cut.direction());
        } else if (fault instanceof ReplicationLag trailing) {
            return ", lag: " + trailing.lag();
        } else if (fault instanceof StaleDns stale) {
            return ", age: " + stale.age();
        } else if (fault instanceof ColdStart cold) {
            return ", warmup: " + cold.warmup();
        } else if (fault instanceof ClockSkew skew) {
            return ", offset: " + skew.offset();
        } else if (fault instanceof Capacity capacity) {
            return ", concurrent: " + capacity.concurrent() + ", queue: " + capacity.queue();
        }
        return likelihood(fault);
    }

    private static String likelihood(Fault fault) {
        if (fault instanceof ErrorRate rate) {
            return ", p: " + rate.p();
        } else if (fault instanceof LostAck lost) {
            return ", p: " + lost.p();
        } else if (fault instanceof Duplicate duplicate) {
            return ", p: " + duplicate.p();
        }
        return fault instanceof Corrupt corrupt ? ", p: " + corrupt.p() : "";
    }

    private static String slow(Slow.By by) {
        if (by instanceof Slow.Fixed fixed) {
            return ", latency: " + fixed.latency();
        } else if (by instanceof Slow.Spread spread) {
            return ", latency: { p50: " + spread.p50() + ", p99: " + spread.p99() + " }";
        }
        return ", factor: " + ((Slow.Factor) by).factor();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

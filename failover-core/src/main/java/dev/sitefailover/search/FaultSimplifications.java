package dev.sitefailover.search;

import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.ClockSkew;
import dev.sitefailover.fault.ColdStart;
import dev.sitefailover.fault.Corrupt;
import dev.sitefailover.fault.Direction;
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
import dev.sitefailover.fault.Slow;
import dev.sitefailover.fault.StaleDns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Simpler faults than one: of a simpler kind, meeting everything, shorter, with smaller parameters. */
final class FaultSimplifications {
    /** Simplest first; every other kind is less simple than all of these, and none of them simpler than another. */
    private static final List<Fault> SIMPLEST = List.of(Fault.crash(), Fault.refuse(), Fault.hang());

    private FaultSimplifications() {}

    static List<Occurrence> of(Occurrence occurrence) {
        List<Occurrence> simpler = new ArrayList<>();
        Fault fault = occurrence.fault();
        int rank = SIMPLEST.indexOf(fault);
        for (Fault simple : rank < 0 ? SIMPLEST : SIMPLEST.subList(0, rank)) {
            simpler.add(with(occurrence, simple));
        }
        if (occurrence.affects() != Affects.BOTH) {
            simpler.add(occurrence.affecting(Affects.BOTH));
        }
        occurrence.lasting().ifPresent(lasting -> {
            simpler.add(new Occurrence(fault, Optional.empty(), 1, occurrence.affects()));
            for (Duration shorter : Rounding.shorter(lasting)) {
                simpler.add(occurrence.lasting(shorter));
            }
        });
        for (Fault smaller : smaller(fault)) {
            simpler.add(with(occurrence, smaller));
        }
        return simpler;
    }

    private static Occurrence with(Occurrence occurrence, Fault fault) {
        return new Occurrence(fault, occurrence.lasting(), 1, occurrence.affects());
    }

    private static List<? extends Fault> smaller(Fault fault) {
        if (fault instanceof Hang hang) {
            return hang.afterRequests() > 0 ? List.of(Fault.hangAfter(hang.afterRequests() / 2)) : List.of();
        } else if (fault instanceof Slow slow && slow.by() instanceof Slow.Fixed fixed) {
            return Rounding.shorter(fixed.latency()).stream().map(Fault::slow).toList();
        } else if (fault instanceof Flap flap) {
            List<Fault> smaller = new ArrayList<>();
            Rounding.shorter(flap.up()).forEach(up -> smaller.add(Fault.flap(up, flap.down())));
            Rounding.shorter(flap.down()).forEach(down -> smaller.add(Fault.flap(flap.up(), down)));
            return smaller;
        } else if (fault instanceof Partition cut) {
            return cut.direction() == Direction.BOTH
                    ? List.of()
                    : List.of(Fault.partition(cut.between(), Direction.BOTH));
        } else if (fault instanceof ReplicationLag trailing) {
            return Rounding.shorter(trailing.lag()).stream()
                    .map(Fault::replicationLag)
                    .toList();
        } else if (fault instanceof StaleDns stale) {
            return Rounding.shorter(stale.age()).stream().map(Fault::staleDns).toList();
        } else if (fault instanceof ColdStart cold) {
            return Rounding.shorter(cold.warmup()).stream()
                    .map(Fault::coldStart)
                    .toList();
        } else if (fault instanceof ClockSkew skew) {
            return Rounding.shorter(skew.offset().abs()).stream()
                    .map(Fault::clockSkew)
                    .toList();
        }
        return lessLikely(fault);
    }

    private static List<? extends Fault> lessLikely(Fault fault) {
        if (fault instanceof ErrorRate rate) {
            return Rounding.smaller(rate.p()).stream().map(Fault::errorRate).toList();
        } else if (fault instanceof Gray gray && gray.operations().isEmpty()) {
            return Rounding.smaller(gray.fraction()).stream().map(Fault::gray).toList();
        } else if (fault instanceof LostAck lost) {
            return Rounding.smaller(lost.p()).stream().map(Fault::lostAck).toList();
        } else if (fault instanceof Duplicate duplicate) {
            return Rounding.smaller(duplicate.p()).stream()
                    .map(Fault::duplicate)
                    .toList();
        } else if (fault instanceof Corrupt corrupt) {
            return Rounding.smaller(corrupt.p()).stream().map(Fault::corrupt).toList();
        }
        return List.of();
    }
}

package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Two sites against a model of plain sets that moves every entry when its time comes, under hundreds of seeded orders:
 * crashes, cuts, promotions, shutdowns and resynchronisations in any order, sensible or not.
 */
class ReplicationModelTest {
    /** Half a second off the beat of the operations, so that nobody's entry falls due at an order's own instant. */
    private static final long LAG = Duration.ofMillis(2_500).toNanos();

    private static final long BEAT = Duration.ofSeconds(1).toNanos();

    private record Entry(long number, long appliedAt) {}

    private static final class ModelSite {
        final TreeSet<Long> applied = new TreeSet<>();
        final List<Entry> tail = new ArrayList<>();
        boolean serving;
        boolean crashed;
        boolean outOfDate;
        long shutdownAt;
    }

    private final ModelSite[] model = {new ModelSite(), new ModelSite()};
    private final TreeMap<Long, Long> acknowledgedAt = new TreeMap<>();
    private final TreeSet<Long> lost = new TreeSet<>();
    private final @Nullable InflictedFault[] crashes = new @Nullable InflictedFault[2];
    private @Nullable InflictedFault cut;
    private long rpo;
    private long submitted;
    private Simulation real = Simulation.seeded(0).start();

    @RepeatedTest(150)
    void behavesLikePlainSets(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Chance chance = Chance.of(seed, "orders");
        Duration lag = chance.chance(0.3) ? Duration.ZERO : Duration.ofNanos(LAG);
        real = Simulation.seeded(seed)
                .site(SiteSettings.of("primary").trailing(lag))
                .site(SiteSettings.of("secondary").trailing(lag))
                .start();
        model[0].serving = true;
        StringBuilder orders = new StringBuilder("seed " + seed);
        for (int step = 1; step <= 120; step++) {
            orders.append('\n').append(step).append(": ");
            order(chance, orders);
            deliver(lag.toNanos());
            assertThat(real.account("P1").acknowledged()).as("%s", orders).isEqualTo(acknowledgedAt.size());
            assertThat(real.account("P1").lost()).as("%s", orders).isEqualTo(lost.size());
            assertThat(real.account("P1").rpo().toNanos()).as("%s", orders).isEqualTo(rpo);
            for (int site = 0; site < 2; site++) {
                assertThat(real.sites().get(site).position() == Position.SERVING)
                        .as("%s", orders)
                        .isEqualTo(model[site].serving);
                assertApplied(site, orders);
            }
            real.time().runUntil(step * BEAT);
            deliver(lag.toNanos());
        }
    }

    private void assertApplied(int site, StringBuilder orders) {
        Ledger ledger = real.sites().get(site).ledger("P1");
        assertThat(ledger.applied()).as("applied at %s, %s", site, orders).isEqualTo(model[site].applied.size());
        for (long number : model[site].applied) {
            assertThat(ledger.applied(number))
                    .as("number %s at %s, %s", number, site, orders)
                    .isTrue();
        }
    }

    private void order(Chance chance, StringBuilder orders) {
        int site = (int) chance.below(2);
        switch ((int) chance.below(12)) {
            case 0 -> crashOrLift(site, orders);
            case 1 -> cutOrMend(orders);
            case 2 -> promote(site, orders);
            case 3 -> standBy(site, orders);
            case 4 -> resynchronise(site, orders);
            default -> submit(site, orders);
        }
    }

    private void submit(int site, StringBuilder orders) {
        long number = ++submitted;
        Observed observed = Observed.of(real, real.sites().get(site).id(), new Submission("P1", number));
        boolean acknowledged = observed.reply() instanceof Acknowledgement;
        orders.append("submit ")
                .append(number)
                .append(" at ")
                .append(site)
                .append(", ")
                .append(acknowledged);
        assertThat(acknowledged).as("%s", orders).isEqualTo(model[site].serving && !model[site].crashed);
        if (acknowledged) {
            model[site].applied.add(number);
            model[site].tail.add(new Entry(number, now()));
            acknowledgedAt.put(number, now());
        }
    }

    private void crashOrLift(int site, StringBuilder orders) {
        InflictedFault crash = crashes[site];
        orders.append(crash == null ? "crash " : "lift ").append(site);
        if (crash == null) {
            crashes[site] = real.sites().get(site).inflict(Fault.crash());
            model[site].shutdownAt = now();
        } else {
            crash.lift();
            crashes[site] = null;
        }
        model[site].crashed = crash == null;
    }

    private void cutOrMend(StringBuilder orders) {
        InflictedFault there = cut;
        orders.append(there == null ? "cut" : "mend");
        if (there == null) {
            cut = real.site("secondary").inflict(Fault.partition(Between.SITE, Direction.BOTH));
        } else {
            there.lift();
            cut = null;
        }
    }

    private void promote(int site, StringBuilder orders) {
        orders.append("promote ").append(site);
        ModelSite promoted = model[site];
        ModelSite other = model[1 - site];
        real.sites().get(site).promote();
        if (promoted.serving && !promoted.outOfDate && !other.serving) {
            return;
        }
        boolean reachable = isOpen();
        discard(other, promoted);
        other.outOfDate = !reachable;
        promoted.outOfDate = false;
        if (reachable) {
            other.applied.clear();
            other.applied.addAll(promoted.applied);
            promoted.tail.clear();
        }
        close(other);
        promoted.serving = true;
    }

    private void standBy(int site, StringBuilder orders) {
        orders.append("stand by ").append(site);
        real.sites().get(site).standBy();
        if (model[site].serving && isOpen()) {
            discard(model[site], model[1 - site]);
        }
        close(model[site]);
    }

    private void resynchronise(int site, StringBuilder orders) {
        orders.append("resynchronise ").append(site);
        if (model[0].crashed || model[1].crashed) {
            return;
        }
        real.sites().get(site).resynchroniseFrom(real.sites().get(1 - site));
        discard(model[site], model[1 - site]);
        model[site].outOfDate = false;
        model[site].applied.clear();
        model[site].applied.addAll(model[1 - site].applied);
        model[1 - site].tail.clear();
    }

    private void close(ModelSite site) {
        if (site.serving && !site.crashed) {
            site.shutdownAt = now();
        }
        site.serving = false;
    }

    /** The tail reaches the other site while it can be reached, and is lost otherwise. */
    private void discard(ModelSite source, ModelSite truth) {
        for (Entry entry : source.tail) {
            if (isOpen()) {
                truth.applied.add(entry.number());
            } else if (!truth.applied.contains(entry.number())) {
                lost.add(entry.number());
                long shutdownAt = source.crashed || !source.serving ? source.shutdownAt : now();
                rpo = Math.max(rpo, shutdownAt - acknowledgedAt.getOrDefault(entry.number(), Long.MAX_VALUE));
            }
        }
        source.tail.clear();
    }

    private void deliver(long lag) {
        for (int site = 0; site < 2; site++) {
            ModelSite receiver = model[1 - site];
            if (isOpen()) {
                model[site].tail.removeIf(entry -> {
                    boolean due = entry.appliedAt() + lag <= now();
                    if (due) {
                        receiver.applied.add(entry.number());
                    }
                    return due;
                });
            }
        }
    }

    private boolean isOpen() {
        return cut == null && !model[0].crashed && !model[1].crashed && !model[0].outOfDate && !model[1].outOfDate;
    }

    private long now() {
        return real.time().nanoTime();
    }
}

package dev.sitefailover.search;

import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.simulation.SiteSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The single steps from one scenario towards something simpler. */
final class Simplifications {
    private static final Workload PLAIN = new Workload(1, 1);

    private final Scenario scenario;
    private final List<Scenario> all = new ArrayList<>();

    Simplifications(Scenario scenario) {
        this.scenario = scenario;
    }

    List<Scenario> all() {
        fewerActs();
        fewerSites();
        fewerGateways();
        shorter();
        plainer();
        simplerActs();
        return List.copyOf(all);
    }

    // -- fewer

    private void fewerActs() {
        for (int i = 0; i < scenario.acts().size(); i++) {
            List<Act> acts = new ArrayList<>(scenario.acts());
            acts.remove(i);
            all.add(scenario.withActs(acts));
        }
    }

    private void fewerSites() {
        for (int i = 0; i < scenario.sites().size() && scenario.sites().size() > 2; i++) {
            String gone = scenario.siteIds().get(i);
            List<SiteSettings> sites = new ArrayList<>(scenario.sites());
            sites.remove(i);
            List<Act> acts = scenario.acts().stream()
                    .filter(act -> !Acts.sitesOf(act).contains(gone))
                    .toList();
            all.add(scenario.withActs(acts).withSites(sites));
        }
    }

    private void fewerGateways() {
        for (int i = 0; i < scenario.gateways() && scenario.gateways() > 1; i++) {
            int gone = i;
            List<Act> acts = scenario.acts().stream()
                    .filter(act -> Acts.gatewayOf(act) != gone)
                    .map(act -> Acts.withoutGateway(act, gone))
                    .toList();
            all.add(scenario.withActs(acts).withGateways(scenario.gateways() - 1));
        }
    }

    private void shorter() {
        Duration last = scenario.acts().isEmpty()
                ? Duration.ZERO
                : scenario.acts().get(scenario.acts().size() - 1).at();
        length(last);
        length(last.plusNanos(scenario.length().minus(last).toNanos() / 2));
        for (Duration rounder : Rounding.down(scenario.length())) {
            if (rounder.compareTo(last) > 0) {
                length(rounder);
            }
        }
    }

    private void length(Duration length) {
        if (length.compareTo(scenario.length()) < 0) {
            all.add(scenario.withLength(length));
        }
    }

    // -- plainer

    private void plainer() {
        if (!scenario.keys()) {
            all.add(scenario.withKeys(true));
        }
        if (!scenario.workload().equals(PLAIN)) {
            all.add(scenario.withWorkload(PLAIN));
        }
        ClientSettings c = scenario.client();
        ClientSettings plain = ClientSettings.DEFAULT;
        client(new ClientSettings(plain.probe(), c.callTimeout(), c.failover(), c.failback(), c.stableFor()));
        client(new ClientSettings(c.probe(), plain.callTimeout(), c.failover(), c.failback(), c.stableFor()));
        client(new ClientSettings(c.probe(), c.callTimeout(), plain.failover(), c.failback(), c.stableFor()));
        client(new ClientSettings(c.probe(), c.callTimeout(), c.failover(), plain.failback(), c.stableFor()));
        client(new ClientSettings(c.probe(), c.callTimeout(), c.failover(), c.failback(), plain.stableFor()));
        for (int i = 0; i < scenario.sites().size(); i++) {
            SiteSettings site = scenario.sites().get(i);
            site(i, new SiteSettings(site.site(), Duration.ZERO, site.servesAlways()));
            site(i, new SiteSettings(site.site(), site.replicationLag(), false));
        }
    }

    private void client(ClientSettings other) {
        if (!other.equals(scenario.client())) {
            all.add(scenario.withClient(other));
        }
    }

    private void site(int index, SiteSettings other) {
        if (!other.equals(scenario.sites().get(index))) {
            List<SiteSettings> sites = new ArrayList<>(scenario.sites());
            sites.set(index, other);
            all.add(scenario.withSites(sites));
        }
    }

    // -- simpler acts

    private void simplerActs() {
        for (int i = 0; i < scenario.acts().size(); i++) {
            int index = i;
            Act act = scenario.acts().get(i);
            if (act instanceof Act.Inflict inflict) {
                for (Occurrence simpler : FaultSimplifications.of(inflict.fault())) {
                    replace(index, inflict.with(simpler));
                }
            } else if (act instanceof Act.Hold hold) {
                each(hold.lasting(), shorter -> replace(index, new Act.Hold(hold.at(), hold.gateway(), shorter)));
            } else if (act instanceof Act.StepClock step) {
                Duration by = step.by();
                each(
                        by.abs(),
                        shorter -> replace(
                                index, new Act.StepClock(step.at(), by.isNegative() ? shorter.negated() : shorter)));
            }
            for (Duration rounder : Rounding.down(act.at())) {
                replace(index, act.at(rounder));
            }
        }
    }

    private static void each(Duration duration, Consumer<Duration> shorter) {
        Rounding.shorter(duration).forEach(shorter);
    }

    private void replace(int index, Act by) {
        List<Act> acts = new ArrayList<>(scenario.acts());
        acts.set(index, by);
        all.add(scenario.withActs(acts));
    }
}

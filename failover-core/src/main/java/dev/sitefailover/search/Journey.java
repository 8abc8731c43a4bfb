package dev.sitefailover.search;

import dev.sitefailover.control.Phase;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.util.Arrays;
import java.util.List;

/** The states one gateway goes through in one run. */
final class Journey {
    private final Explored explored;
    private final List<Site> sites;
    private final Health[] healths;
    private Phase phase = Phase.NEW;
    private int at;
    private int state = Explored.state(Phase.NEW, Health.UNKNOWN, Health.UNKNOWN);

    Journey(Explored explored, List<Site> sites) {
        this.explored = explored;
        this.sites = sites;
        this.healths = new Health[sites.size()];
        Arrays.fill(healths, Health.UNKNOWN);
    }

    void went(SwitchEvent event) {
        if (event instanceof SwitchEvent.HealthChanged change) {
            healths[indexOf(change.site())] = change.after();
        } else if (event instanceof SwitchEvent.PhaseChanged change) {
            phase = change.after();
        } else if (event instanceof SwitchEvent.Decided decided) {
            at = indexOf(decided.site());
        } else {
            return;
        }
        Health best = Health.UNKNOWN;
        for (int i = 0; i < healths.length; i++) {
            if (i != at && healths[i].compareTo(best) > 0) {
                best = healths[i];
            }
        }
        int next = Explored.state(phase, healths[at], best);
        if (next != state) {
            explored.entered(state, next);
            state = next;
        }
    }

    private int indexOf(Site site) {
        for (int i = 0; i < sites.size(); i++) {
            if (sites.get(i).id().equals(site.id())) {
                return i;
            }
        }
        throw new IllegalArgumentException("no site " + site);
    }
}

package dev.sitefailover.search;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import java.util.List;

/** Does acts. */
final class Performing {
    private Performing() {}

    /** Returns whether it could be done. */
    static boolean perform(Act act, Simulation simulation, List<Berth> berths) {
        if (act instanceof Act.Inflict inflict) {
            simulation.site(inflict.site()).inflict(inflict.fault());
        } else if (act instanceof Act.Restore restore) {
            simulation.site(restore.site()).heal();
        } else if (act instanceof Act.Promote promote) {
            simulation.site(promote.site()).promote();
        } else if (act instanceof Act.StandBy standBy) {
            simulation.site(standBy.site()).standBy();
        } else if (act instanceof Act.Resynchronise resynchronise) {
            return resynchronise(
                    simulation, simulation.site(resynchronise.site()), simulation.site(resynchronise.from()));
        } else if (act instanceof Act.Declare declare) {
            berths.get(declare.gateway()).declare(declare.to());
        } else if (act instanceof Act.Hold hold) {
            berths.get(hold.gateway()).hold(hold.lasting());
        } else if (act instanceof Act.Restart restart) {
            berths.get(restart.gateway()).restart();
        } else if (act instanceof Act.StepClock step) {
            simulation.time().stepWallClock(step.by());
        }
        return true;
    }

    /** The organiser copies from where business is, and not over the site where it is. */
    private static boolean resynchronise(Simulation simulation, SimulatedSite site, SimulatedSite from) {
        if (site.isCrashed() || from.isCrashed() || from.position() != Position.SERVING) {
            return false;
        }
        for (SimulatedSite other : simulation.sites()) {
            boolean open = other.position() == Position.SERVING;
            if (other != from && open && !(other == site && site.settings().servesAlways())) {
                return false;
            }
        }
        site.resynchroniseFrom(from);
        return true;
    }
}

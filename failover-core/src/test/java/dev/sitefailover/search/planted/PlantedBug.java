package dev.sitefailover.search.planted;

import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.search.Invariant;
import dev.sitefailover.search.Invariants;
import dev.sitefailover.search.Search;
import java.util.List;

/**
 * One client system that is known to be bad. Immutable.
 *
 * @param name the mistake, in a few words
 * @param system who makes it
 * @param broken the invariants that it ought to break: whichever of them it breaks first, nothing else
 * @param space where it is to be found
 * @param seeds within how many seeds, from 1
 * @param by the invariants that are looked at
 */
record PlantedBug(
        String name, ClientSystem system, List<Invariant> broken, PlantedSpace space, int seeds, List<Invariant> by) {

    static PlantedBug of(String name, ClientSystem system, Invariant... broken) {
        return new PlantedBug(name, system, List.of(broken), PlantedSpace.STANDARD, 100, Invariants.standard());
    }

    PlantedBug in(PlantedSpace other) {
        return new PlantedBug(name, system, broken, other, seeds, by);
    }

    PlantedBug within(int other) {
        return new PlantedBug(name, system, broken, space, other, by);
    }

    /** Seen by nothing else. */
    PlantedBug seenOnlyBy(Invariant only) {
        return new PlantedBug(name, system, broken, space, seeds, List.of(only));
    }

    Search search() {
        return Search.of(space.space()).client(system).invariants(by);
    }

    boolean oughtToBreak(String invariant) {
        return broken.stream().anyMatch(each -> each.name().equals(invariant));
    }

    @Override
    public String toString() {
        return name;
    }
}

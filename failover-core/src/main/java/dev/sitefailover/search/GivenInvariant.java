package dev.sitefailover.search;

import dev.sitefailover.search.Happening.Kind;
import java.util.Set;
import java.util.function.Function;

/** An invariant made of its parts. */
record GivenInvariant(String name, Set<Kind> after, Function<World, Watch> maker) implements Invariant {

    GivenInvariant {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of an invariant must not be blank");
        }
        if (after.isEmpty()) {
            throw new IllegalArgumentException("invariant \"" + name + "\" must be looked at some time, was never");
        }
    }

    @Override
    public Watch watch(World world) {
        return maker.apply(world);
    }

    @Override
    public String toString() {
        return name;
    }
}

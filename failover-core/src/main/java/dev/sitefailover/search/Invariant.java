package dev.sitefailover.search;

import dev.sitefailover.search.Happening.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in every run. An invariant is shared by all runs and threads; what it has to remember of one run is in
 * the {@link Watch} it makes for it. One of your own:
 *
 * <pre>{@code
 * Invariant never = Invariant.always("nobody is ever at site b",
 *         world -> world.gateways().stream().anyMatch(g -> g.isRoutedTo("b")) ? "a gateway is at b" : null);
 * }</pre>
 */
public interface Invariant {

    /** Names it in reports and tells violations apart; a short sentence that says what holds. */
    String name();

    /** After which kinds of happenings it has to be looked at, unless {@linkplain World#wake woken} for more; fewer is faster. */
    Set<Kind> after();

    /** Watches one run from its start. */
    Watch watch(World world);

    /** Watches one run. */
    @FunctionalInterface
    interface Watch {

        /** Has nothing to watch in this run; costs nothing. */
        Watch NOTHING = happening -> null;

        /** After a happening: null while the invariant holds, else what is wrong, in words. */
        @Nullable
        String after(Happening happening);
    }

    /** One that remembers: a watch is made for every run. */
    static Invariant watching(String name, Set<Kind> after, Function<World, Watch> watch) {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        kinds.addAll(after);
        return new GivenInvariant(name, kinds, watch);
    }

    /** One that needs nothing but the present; {@code wrong} says null while it holds. Looked at after every happening. */
    static Invariant always(String name, Function<World, @Nullable String> wrong) {
        return watching(name, EnumSet.allOf(Kind.class), world -> happening -> wrong.apply(world));
    }

    /** One that has to hold whenever everything has been calm for long enough; {@code wrong} says null while it holds. */
    static Invariant eventually(String name, Function<World, @Nullable String> wrong) {
        return watching(name, EnumSet.of(Kind.CALM), world -> happening -> wrong.apply(world));
    }
}

package dev.sitefailover.search;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.search.Happening.Acted;
import dev.sitefailover.search.Happening.Switched;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.site.Site;
import org.jspecify.annotations.Nullable;

/** What is attached to first after a restart: attaching is no move, so it cannot be to another site than before. */
final class RestartWatch implements Watch {
    private final World world;
    private final @Nullable Site[] left;

    RestartWatch(World world) {
        this.world = world;
        this.left = new Site[world.gateways().size()];
    }

    @Override
    public @Nullable String after(Happening happening) {
        if (happening instanceof Acted acted) {
            if (acted.act() instanceof Act.Restart restart) {
                left[restart.gateway()] = world.gateway(restart.gateway()).lastRouted();
            }
            return null;
        }
        Switched switched = (Switched) happening;
        Site before = left[switched.gateway()];
        if (before == null || !(switched.event() instanceof SwitchEvent.Decided decided)) {
            return null;
        }
        left[switched.gateway()] = null;
        boolean elsewhere = decided.aim() == SwitchEvent.Aim.ATTACH
                && !decided.declared()
                && !decided.site().id().equals(before.id());
        return elsewhere
                ? world.gateway(switched.gateway()).participant() + " was at " + before + " and goes to "
                        + decided.site() + " after a restart, as if that were no move"
                : null;
    }
}

package dev.sitefailover.search;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.policy.Damping;
import dev.sitefailover.search.Happening.Acted;
import dev.sitefailover.search.Happening.Switched;
import dev.sitefailover.search.Invariant.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves by choice are few. A client system that was started again knows nothing of moves before. */
final class DampingWatch implements Watch {
    private final World world;
    private final Damping damping;
    private final long[] decidedAt;
    private final List<List<Long>> moves = new ArrayList<>();

    DampingWatch(World world, Damping damping) {
        this.world = world;
        this.damping = damping;
        this.decidedAt = new long[world.gateways().size()];
        world.gateways().forEach(gateway -> moves.add(new ArrayList<>()));
    }

    @Override
    public @Nullable String after(Happening happening) {
        if (happening instanceof Acted acted) {
            if (acted.act() instanceof Act.Restart restart) {
                moves.get(restart.gateway()).clear();
            }
            return null;
        }
        Switched switched = (Switched) happening;
        if (switched.event() instanceof SwitchEvent.Decided) {
            decidedAt[switched.gateway()] = world.now(); // not by the client system's own clock
        } else if (switched.event() instanceof SwitchEvent.Moved moved) {
            Switchover move = moved.switchover();
            List<Long> before = moves.get(switched.gateway());
            String wrong = move.forced() || move.declared() ? null : wrong(move, decidedAt[switched.gateway()], before);
            before.add(world.now());
            return wrong;
        }
        return null;
    }

    private @Nullable String wrong(Switchover move, long decidedAt, List<Long> before) {
        long from = decidedAt - damping.window().toNanos();
        long within = before.stream().filter(at -> at > from).count();
        if (within >= damping.moves()) {
            return "moved to " + move.to() + " by choice after " + within + " moves within " + damping.window();
        }
        long stayed = before.isEmpty() ? Long.MAX_VALUE : decidedAt - before.get(before.size() - 1);
        return stayed < damping.minimumStay().toNanos()
                ? "moved to " + move.to() + " by choice after a stay of " + Duration.ofNanos(stayed)
                : null;
    }
}

package dev.sitefailover.search;

import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.search.Happening.Ended;
import dev.sitefailover.search.Happening.Settled;
import dev.sitefailover.search.Invariant.Watch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in doubt stays in somebody's sight. */
final class DoubtWatch implements Watch {
    private final World world;
    private final List<Open> open = new ArrayList<>();

    private record Open(int gateway, InDoubtEntry entry) {
        boolean isSettled() {
            return entry.settled().toCompletableFuture().isDone();
        }
    }

    DoubtWatch(World world) {
        this.world = world;
    }

    @Override
    public @Nullable String after(Happening happening) {
        if (happening instanceof Ended ended) {
            if (!(ended.outcome() instanceof Doubtful<?> doubtful)) {
                return null;
            }
            open.add(new Open(ended.gateway(), doubtful.entry()));
            return dropped(open.get(open.size() - 1));
        }
        if (happening instanceof Settled) {
            open.removeIf(Open::isSettled);
            return null;
        }
        for (Open each : open) {
            String dropped = dropped(each);
            if (dropped != null) {
                return dropped;
            }
        }
        return null;
    }

    private @Nullable String dropped(Open each) {
        InDoubtEntry entry = each.entry;
        GatewayView gateway = world.gateway(each.gateway);
        boolean listed = gateway.inDoubt().find(entry.operation(), entry.key()) != null;
        return listed || each.isSettled() ? null : entry + ", is neither settled nor listed any more";
    }
}

package dev.sitefailover.search;

import dev.sitefailover.clearing.Submission;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.search.Happening.Ended;
import dev.sitefailover.search.Happening.Settled;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.site.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in doubt stays in somebody's sight. */
final class DoubtWatch implements Watch {
    private final World world;
    private final List<Open> open = new ArrayList<>();

    private record Open(int gateway, InDoubtEntry entry) {
        boolean isSettled() {
            return entry.isSettled();
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

    /** What is in doubt still although the site that calls go to has it. */
    static @Nullable String leftOver(World world) {
        for (GatewayView gateway : world.gateways()) {
            Site routed = gateway.routed();
            if (routed == null) {
                continue;
            }
            var books = world.sites().get(world.indexOf(routed)).ledger(gateway.participant());
            for (InDoubtEntry entry : gateway.inDoubt().entries()) {
                Submission submission = Submission.ofKey(entry.key());
                if (submission != null && books.applied(submission.number())) {
                    return entry + ", is in the books of " + routed + " and still in doubt";
                }
            }
        }
        return null;
    }
}

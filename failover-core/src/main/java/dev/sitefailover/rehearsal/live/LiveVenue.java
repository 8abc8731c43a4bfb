package dev.sitefailover.rehearsal.live;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.rehearsal.Performance;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.rehearsal.Venue;
import dev.sitefailover.rehearsal.result.ReportHeader;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Rehearses in real time against real sites: the engine as it ships, on the system runtime. Times in the report are
 * those of the run; the plan's waitings are divided by the pace, everything else takes as long as it takes. Immutable;
 * methods copy. The sites belong to the caller, who closes them.
 */
public final class LiveVenue implements Venue {
    private final Connector<Endpoint> connector;
    private final List<SiteControl> sites;
    private final long pace;
    private final Prompt prompt;
    private final BooleanSupplier stop;

    private LiveVenue(
            Connector<Endpoint> connector, List<SiteControl> sites, long pace, Prompt prompt, BooleanSupplier stop) {
        this.connector = requireNonNull(connector);
        this.sites = List.copyOf(sites);
        this.pace = pace;
        this.prompt = requireNonNull(prompt);
        this.stop = requireNonNull(stop);
    }

    /**
     * At the rundown's own pace, unattended.
     *
     * @param connector how participants reach a site; its replies must be those of the clearing business
     * @param sites the organiser's hand on each site of the rundown
     */
    public static LiveVenue of(Connector<Endpoint> connector, List<? extends SiteControl> sites) {
        return new LiveVenue(connector, List.copyOf(sites), 1, Prompt.UNATTENDED, () -> false);
    }

    /** Divides every planned waiting by that; 1 or more. */
    public LiveVenue pace(long divisor) {
        if (divisor < 1) {
            throw new IllegalArgumentException("pace must be >= 1, was " + divisor);
        }
        return new LiveVenue(connector, sites, divisor, prompt, stop);
    }

    /** Who is asked for what only people can do; default: nobody is there. */
    public LiveVenue prompt(Prompt people) {
        return new LiveVenue(connector, sites, pace, people, stop);
    }

    /**
     * Ends the rehearsal in an orderly way once that holds: the step under way and all after it are reported as
     * interrupted. Asked often, by the thread that runs the rehearsal.
     */
    public LiveVenue stopWhen(BooleanSupplier condition) {
        return new LiveVenue(connector, sites, pace, prompt, condition);
    }

    /** Why the rundown cannot be rehearsed here, one line each; empty when it can. */
    public List<String> problems(Rundown rundown) {
        List<String> problems = new ArrayList<>();
        rundown.sites().forEach(site -> {
            if (sites.stream().noneMatch(control -> control.site().equals(site.id()))) {
                problems.add("site " + site.id() + " of the rundown has no place here");
            }
        });
        for (SessionPlan session : rundown.sessions()) {
            for (StepPlan plan : session.steps()) {
                if (plan.step() instanceof Step.Outage outage) {
                    String at = outage.site().orElse(plan.servingBefore());
                    sites.stream()
                            .filter(control -> control.site().equals(at))
                            .flatMap(control -> control.cannot(outage.fault().fault()).stream())
                            .forEach(why -> problems.add("session " + session.id() + ", " + plan.title() + ": "
                                    + outage.fault().fault().kind() + " at " + at + " " + why));
                }
            }
        }
        return problems;
    }

    @Override
    public String name() {
        return ReportHeader.LIVE;
    }

    @Override
    public Performance open(Rundown rundown, long seed, RehearsalEvents events, Consumer<Instant> passing) {
        List<String> problems = problems(rundown);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new LivePerformance(rundown, seed, events, passing, sites, connector, prompt, pace, stop);
    }
}

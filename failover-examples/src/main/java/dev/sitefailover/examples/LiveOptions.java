package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.site.EndpointProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a rehearsal is carried out in real time. */
final class LiveOptions {
    private static final String DATABASE = "jdbc";

    @Option(
            names = "--live",
            description = {
                "In real time, with real connections: against stand-in sites that are started for it, or those of --site."
            })
    boolean live;

    @Option(
            names = "--site",
            paramLabel = "ID=URI",
            description = {
                "With --live: where a site of the rundown is, once for each. The organiser's acts are then asked of the "
                        + "operator at the terminal."
            })
    List<String> sites = new ArrayList<>();

    @Option(
            names = "--pace",
            paramLabel = "N",
            converter = Numbers.Pace.class,
            description = {
                "With --live: divides every planned waiting (until the next time, wait, promotion, the rest of a window) "
                        + "by N; what is measured stays real (default: 1)."
            })
    @Nullable
    Long pace;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "With --live: goes on after the last finished step of the run whose report is in DIR.")
    @Nullable
    String resume;

    @Option(
            names = "--yes",
            description = {
                "With --live and --site: asks nobody. Somebody else has to take sites down and open them in time; that "
                        + "counts as done when it is seen: a site serves, stands by, is down or is up again, at the "
                        + "latest by the end of the window. What cannot be seen (other faults, resynchronisation) fails "
                        + "its step. Tasks and sign-offs are reported as unattended."
            })
    boolean yes;

    /** What is used without --live, or nothing. */
    Optional<String> misplaced() {
        if (live) {
            return Optional.empty();
        }
        String option = !sites.isEmpty()
                ? "--site"
                : pace != null ? "--pace" : resume != null ? "--resume" : yes ? "--yes" : "";
        return option.isEmpty() ? Optional.empty() : Optional.of(option + " is for --live");
    }

    /**
     * The sites' addresses in the rundown's order; empty when none is given.
     *
     * @throws BadInputException with a line for everything that is wrong
     */
    Map<String, URI> addresses(Rundown rundown) {
        List<String> wrong = new ArrayList<>();
        Map<String, URI> given = new LinkedHashMap<>();
        for (String site : sites) {
            int equals = site.indexOf('=');
            String id = equals < 0 ? "" : site.substring(0, equals);
            if (equals < 1) {
                wrong.add("--site " + site + ": ID=URI is wanted, for instance "
                        + rundown.primary().id() + "=http://127.0.0.1:8080");
            } else if (rundown.site(id).isEmpty()) {
                wrong.add("--site " + site + ": the rundown has no site " + id + "; its sites are "
                        + String.join(", ", ids(rundown)));
            } else if (given.containsKey(id)) {
                wrong.add("--site " + site + ": site " + id + " is given twice");
            } else {
                address(site, site.substring(equals + 1), wrong).ifPresent(uri -> given.put(id, uri));
            }
        }
        Map<String, URI> ordered = new LinkedHashMap<>();
        for (String id : ids(rundown)) {
            URI uri = given.get(id);
            if (uri != null) {
                ordered.put(id, uri);
            } else if (!sites.isEmpty() && sites.stream().noneMatch(site -> site.startsWith(id + "="))) {
                wrong.add("--site: site " + id + " of the rundown is missing; give all of them or none");
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException(wrong);
        }
        return ordered;
    }

    private static Optional<URI> address(String site, String text, List<String> wrong) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            wrong.add("--site " + site + ": not a URI");
            return Optional.empty();
        }
        String scheme = uri.getScheme();
        TreeSet<String> known = new TreeSet<>();
        ServiceLoader.load(EndpointProvider.class).forEach(provider -> known.add(provider.scheme()));
        known.remove(DATABASE);
        if (DATABASE.equalsIgnoreCase(scheme)) {
            wrong.add("--site " + site + ": a database does not speak the clearing business that is rehearsed; allowed "
                    + "are " + String.join(", ", known));
            return Optional.empty();
        }
        if (scheme == null || !known.contains(scheme)) {
            wrong.add("--site " + site + ": "
                    + (scheme == null ? "the scheme is missing" : "there is no endpoint for " + scheme + ":")
                    + "; allowed are " + String.join(", ", known));
            return Optional.empty();
        }
        if (uri.getHost() == null) {
            wrong.add("--site " + site + ": a host is wanted, for instance " + scheme + "://127.0.0.1:8080");
            return Optional.empty();
        }
        return Optional.of(uri);
    }

    private static List<String> ids(Rundown rundown) {
        return rundown.sites().stream().map(PlannedSite::id).toList();
    }

    /** The first thing in the rundown that only an operator can do at sites that are not ours, or nothing. */
    static Optional<String> needsOperator(Rundown rundown) {
        for (SessionPlan session : rundown.sessions()) {
            for (var plan : session.steps()) {
                if (plan.step() instanceof Step.Move || plan.step() instanceof Step.Outage) {
                    return Optional.of("step " + plan.step().kind() + " of session " + session.id());
                }
            }
        }
        return Optional.empty();
    }
}

package dev.sitefailover.examples.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Subjects that do the same, measured under the same settings.
 *
 * @param name the subcommand's
 * @param settings under which each is measured, in the table's order
 * @param threads how many threads do the work at once, one figure for each
 * @param own the subjects that are always there; the first is what all are compared with
 */
public record Contest(String name, List<String> settings, List<Integer> threads, List<Subject> own) {

    public Contest {
        settings = List.copyOf(settings);
        threads = List.copyOf(threads);
        own = List.copyOf(own);
    }

    /** The same without one of its own subjects. */
    public Contest without(String subject) {
        return new Contest(
                name,
                settings,
                threads,
                own.stream().filter(each -> !each.name().equals(subject)).toList());
    }

    /** Whether other libraries are on the class path. */
    public boolean hasPeers() {
        return subjects().size() > own.size();
    }

    /** Its own subjects, then the peers on the class path. */
    public List<Subject> subjects() {
        List<Subject> all = new ArrayList<>(own);
        for (Peers peers : ServiceLoader.load(Peers.class, Contest.class.getClassLoader())) {
            all.addAll(peers.of(name));
        }
        return all;
    }

    /** The subject of that name. */
    public Subject subject(String wanted) {
        return subjects().stream()
                .filter(subject -> subject.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("bench " + name + " has no subject " + wanted));
    }
}

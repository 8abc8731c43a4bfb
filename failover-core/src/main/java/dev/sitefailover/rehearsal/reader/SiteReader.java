package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Durations;
import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Hint;
import dev.sitefailover.document.yaml.Ids;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Texts;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Serves;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the sites. */
final class SiteReader {
    private static final List<String> KEYS = List.of("id", "title", "endpoint", "replicationLag", "serves");
    private static final String ALLOWED = "allowed is a list of two or more sites, the primary first";
    private static final Type<Serves> SERVES = Type.oneOf(Serves.class);

    private SiteReader() {}

    /**
     * The sites.
     *
     * @param list those that could be read
     * @param ids their ids, to refer to
     */
    record Sites(List<PlannedSite> list, Ids ids) {
        Type<String> reference() {
            return Type.reference("site", ids.all(), ids.complete(), new Hint.Budget());
        }
    }

    static Sites read(Fields rundown, Problems problems) {
        rundown.requireKey("sites", ALLOWED);
        Ids ids = new Ids("site", problems);
        List<PlannedSite> sites = new ArrayList<>();
        List<Node> items = rundown.items("sites", ALLOWED);
        for (Node item : items) {
            Fields fields = Fields.of(item, "a site", KEYS, problems);
            String id = ids.read(fields);
            String title = fields.maybe("title", Texts.TEXT).orElse(id);
            URI endpoint = fields.maybe("endpoint", Addresses.ENDPOINT).orElseGet(() -> Addresses.simulated(id));
            Duration lag = fields.maybe("replicationLag", Durations.DURATION).orElse(Duration.ZERO);
            Serves serves = fields.maybe("serves", SERVES).orElse(Serves.PROMOTED);
            sites.add(new PlannedSite(id, title, endpoint, lag, serves));
        }
        if (rundown.value("sites") instanceof Node.Sequence sequence && sequence.complete()) {
            if (items.size() < 2) {
                problems.add(sequence.place(), "sites: " + items.size() + " is too few", ALLOWED);
            }
        } else {
            ids.incomplete();
        }
        return new Sites(sites, ids);
    }
}

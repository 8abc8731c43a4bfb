package dev.sitefailover.rehearsal.rundown;

import dev.sitefailover.site.Site;
import java.net.URI;
import java.time.Duration;

/**
 * One site of a rundown. Immutable.
 *
 * @param id unique in the rundown
 * @param title what people call it; the id when not given
 * @param endpoint where it is reached when the rehearsal is live; {@code sim:<id>} when not given
 * @param replicationLag how far its copy of the data trails the serving site's; PT0S (synchronous) when not given
 * @param serves when it is open for business; when promoted, if not given
 */
public record PlannedSite(String id, String title, URI endpoint, Duration replicationLag, Serves serves) {

    public PlannedSite {
        RundownChecks.notBlank("site.id", id);
        RundownChecks.duration("site.replicationLag", replicationLag);
    }

    /** The site as a client knows it. */
    public Site site() {
        return new Site(id, endpoint, title);
    }
}

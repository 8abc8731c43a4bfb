package dev.sitefailover.authority;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;

/**
 * A request to be assigned to a site. Immutable.
 *
 * @param to the site
 * @param last the last epoch the claimant knows of; what is granted must come after it
 * @param reason why, for people
 */
public record Claim(Site to, Epoch last, String reason) {}

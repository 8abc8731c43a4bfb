package dev.sitefailover.routing;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;

/**
 * Where calls go now. Immutable; a new one is published with every activation.
 *
 * @param <C> the client type
 */
public record Route<C>(Site site, Epoch epoch, C client, Guard guard) {}

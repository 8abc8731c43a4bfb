package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;

/**
 * An operation whose connection was aborted, at its deadline or because its site was left, and that has not returned
 * although its thread was interrupted as well: the driver holds that thread.
 *
 * @param what it does, e.g. {@code Connection.commit}
 * @param thread the name of the thread it holds
 * @param since how long ago it began
 */
public record OverdueOperation(Site site, Epoch epoch, String what, String thread, Duration since) {}

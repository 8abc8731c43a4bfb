package dev.sitefailover.control;

import dev.sitefailover.site.Site;
import java.util.List;

/**
 * A declared move that waits: for its site to serve, or for something under way to end. Immutable.
 *
 * @param ids the requests that end with it
 * @param notBefore it is not tried before (the runtime's nanoseconds), because it has just failed
 * @param deadline it fails when its site does not serve by then (the runtime's nanoseconds)
 */
public record PendingRequest(List<Long> ids, Site to, SwitchRequest request, long notBefore, long deadline) {}

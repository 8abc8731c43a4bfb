/**
 * The {@code http:} and {@code https:} endpoint, on the platform's own client, so that a gateway takes no further
 * library aboard. A pooling client of our own was rejected: the platform's one is kept up to date with the platform.
 */
@NullMarked
package dev.sitefailover.endpoint.http;

import org.jspecify.annotations.NullMarked;

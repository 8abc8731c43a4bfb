/**
 * Ready-made endpoints on real sockets, and what they share: names, certificates, replies as bytes.
 *
 * <p>{@link dev.sitefailover.endpoint.Endpoints#connector()} finds the endpoint for a site by its address's scheme. One
 * client for all schemes was rejected: what a failure means (sent or not) is known only next to the protocol.
 */
@NullMarked
package dev.sitefailover.endpoint;

import org.jspecify.annotations.NullMarked;

/**
 * The {@code tcp:} and {@code tcps:} endpoint: framed requests and replies over one connection, with logon and
 * heartbeat, as exchange gateways speak. Blocking sockets with a reader and a writer thread per connection: a client has
 * one connection per site, and the code stays readable; channels and selectors were rejected for that reason.
 */
@NullMarked
package dev.sitefailover.endpoint.tcp;

import org.jspecify.annotations.NullMarked;

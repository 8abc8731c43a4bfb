/**
 * Databases as sites: a data source that follows the switch, and the ready-made endpoint for {@code jdbc:} addresses.
 *
 * <p>Connections are wrapped with reflective proxies, one handler for all of JDBC's interfaces: hand-written wrappers
 * would be some thousand methods that each forget something with the next version of JDBC. A pool of its own was
 * rejected, gateways have one; so was carrying a statement over to another connection, because only the transaction as
 * a whole may be repeated, and only by who knows what it means. Deadlines abort the connection rather than rely on
 * socket timeouts, which know nothing of the call.
 *
 * <p>TLS, host name checks and the age of DNS answers are the driver's business: its URL and properties set them, and
 * whatever it resolves it resolves anew with each physical connection, within the JVM's DNS cache policy.
 */
@NullMarked
package dev.sitefailover.endpoint.jdbc;

import org.jspecify.annotations.NullMarked;

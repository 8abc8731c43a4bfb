/**
 * A proxy for real sockets that does on purpose what networks and dying sites do, so that any real client (a JDBC driver, a
 * Redis client, a FIX engine, an HTTP client) can be put between itself and its real server. One thread relays all
 * connections of a proxy: what it is told takes effect between two events, for every connection at once.
 *
 * <p>Byte streams know no messages: a fault is placed by connection, direction, bytes and time. Faults that need to
 * understand what is said (gray, lost-ack, duplicate) belong to the stand-in sites and to the simulation. A proxy on top of
 * an existing network library was rejected: resets, stalls and refused connections are just what those hide.
 */
@NullMarked
package dev.sitefailover.proxy;

import org.jspecify.annotations.NullMarked;

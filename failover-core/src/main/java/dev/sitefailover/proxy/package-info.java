/**
 * A proxy for real sockets that does on purpose what networks and dying sites do, so that any real client (a JDBC driver, a
 * Redis client, a FIX engine, an HTTP client) can be put between itself and its real server. One thread relays all
 * connections of a proxy: what it is told takes effect between two events, for every connection at once.
 *
 * <p>Byte streams know no messages: a fault is placed by connection, direction, bytes and time. Faults that need to
 * understand what is said (gray, lost-ack, duplicate) belong to the stand-in sites and to the simulation. A proxy on top of
 * an existing network library was rejected: resets, stalls and refused connections are just what those hide.
 *
 * <p>A server that goes down and comes back keeps its port with a {@link dev.sitefailover.proxy.HeldPort}.
 *
 * <p>The other half is a server: {@link dev.sitefailover.proxy.ScriptedTls} shows certificates good and bad. They are
 * written here, some dozen values in ASN.1. {@code keytool} was rejected, although it comes with every Java (it belongs to
 * {@code java.base}) unless jlink was told to strip it: half a second and a file for each certificate. A library was
 * rejected too: several megabytes on the class path of everybody's tests for the same dozen values.
 */
@NullMarked
package dev.sitefailover.proxy;

import org.jspecify.annotations.NullMarked;

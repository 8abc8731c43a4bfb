/**
 * As much HTTP/1.1 as a stand-in needs, over plain sockets and with a thread for each connection.
 *
 * <p>The JDK's own server was rejected: it hides the socket, and a site that refuses, resets, swallows or half answers
 * has to lay its hands on it.
 */
@NullMarked
package dev.sitefailover.examples.standin.http;

import org.jspecify.annotations.NullMarked;

/**
 * The faults a stand-in site can play on itself.
 *
 * <p>Written anew and not shared with the simulation: there a fault decides over messages in virtual time, here it closes
 * sockets, holds threads and waits. The records, their syntax and their meaning are the library's.
 */
@NullMarked
package dev.sitefailover.examples.standin.fault;

import org.jspecify.annotations.NullMarked;

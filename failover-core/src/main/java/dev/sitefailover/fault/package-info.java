/**
 * The faults of the world as data: what can go wrong between a client and a site, each told as what a client observes.
 *
 * <p>This room exists so that a rundown, a test suite, the simulation and a proxy speak of the same faults. A fault here
 * does nothing; whoever plays the site gives it its behaviour. An open interface with behaviour inside was rejected: a
 * fault could then not be printed, compared or read from a file, and every player would have to be told apart in it. An
 * enum with a bag of parameters was rejected: parameters would be untyped and unchecked.
 */
@NullMarked
package dev.sitefailover.fault;

import org.jspecify.annotations.NullMarked;

/**
 * What is to be rehearsed: sites, participants, sessions and steps, resolved and checked.
 *
 * <p>Values without behaviour, made by the reader or by hand. One class per key of the file was rejected: the model speaks
 * of instants and durations, so that nobody after the reader has to ask for a zone or a default.
 */
@NullMarked
package dev.sitefailover.rehearsal.rundown;

import org.jspecify.annotations.NullMarked;

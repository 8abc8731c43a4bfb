/**
 * FIX: a session that moves between two sites, with sequence numbers kept or reset.
 *
 * <p>The engine owns the session's life, QuickFIX/J only its present: one initiator per logon, thrown away when the
 * site is left. Its own list of failover addresses was rejected: it moves when a socket breaks, not when a logon is
 * refused, and nothing tells it that a site waits to be promoted.
 */
@NullMarked
package dev.sitefailover.examples.e08_fix;

import org.jspecify.annotations.NullMarked;

/**
 * Sense: what is known of each site.
 *
 * <p>A probe asks one site one question; rise and fall thresholds turn its answers into a {@link
 * dev.sitefailover.health.SiteHealth} that does not flap with every lost packet; {@link
 * dev.sitefailover.health.ProbeRounds} asks again and again. Learning health from business calls alone was rejected: a
 * site without traffic would never be known to be back, and a failing one would be tried by every call. Those calls are
 * evidence all the same; they reach the controller by another door, stamped with their epoch.
 */
@NullMarked
package dev.sitefailover.health;

import org.jspecify.annotations.NullMarked;

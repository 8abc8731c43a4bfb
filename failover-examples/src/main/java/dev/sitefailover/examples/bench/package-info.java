/**
 * Measurements against real processes: how soon calls succeed at the other site after a fault, how often a site is left
 * without need. A benchmark harness was not used: a fault cannot be repeated a million times.
 */
@NullMarked
package dev.sitefailover.examples.bench;

import org.jspecify.annotations.NullMarked;

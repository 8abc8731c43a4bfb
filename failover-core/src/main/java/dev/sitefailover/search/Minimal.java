package dev.sitefailover.search;

/**
 * A scenario that breaks an invariant, and none of whose simplifications does. Immutable.
 *
 * @param scenario what is left
 * @param violation what it breaks
 * @param runs how many scenarios were run to find it
 */
public record Minimal(Scenario scenario, Violation violation, long runs) {}

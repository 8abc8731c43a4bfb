package dev.sitefailover.search;

import java.io.Serializable;

/**
 * A seed whose scenario breaks an invariant. Immutable, plain data: the scenario is what the space draws for the seed.
 *
 * @param seed what to draw
 * @param violation the first one of its run
 * @param faults how many faults its scenario has
 */
public record Found(long seed, Violation violation, int faults) implements Serializable {}

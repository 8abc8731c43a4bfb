package dev.sitefailover.control;

import java.util.List;

/**
 * What one input led to. Immutable.
 *
 * @param state to be stored before the effects are carried out; the same object when nothing changed
 * @param effects to be carried out in this order
 */
public record Step(SwitchState state, List<Effect> effects) {}

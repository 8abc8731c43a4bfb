package dev.sitefailover.control;

/** The controller, or one with a planted mistake. */
@FunctionalInterface
interface Machine {
    Step apply(SwitchState state, Input input, long now);
}

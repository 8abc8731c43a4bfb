package dev.sitefailover.architecture.planted.control;

import dev.sitefailover.architecture.planted.policy.TooEarly;

/** The other half of a cycle. */
public interface Later {
    TooEarly policy();
}

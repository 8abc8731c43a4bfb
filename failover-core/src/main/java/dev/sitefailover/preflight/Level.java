package dev.sitefailover.preflight;

import java.util.Collection;

/** How good a finding is, from best to worst. */
public enum Level {
    /** As it should be. */
    OK,
    /** It works today; somebody should look at it before the day. */
    WARN,
    /** The move would fail here. */
    FAIL;

    /** The worst of some; OK when there are none. */
    static Level worst(Collection<Level> levels) {
        return levels.stream().max(Enum::compareTo).orElse(OK);
    }
}

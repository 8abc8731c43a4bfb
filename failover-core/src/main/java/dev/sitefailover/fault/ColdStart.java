package dev.sitefailover.fault;

import java.time.Duration;

/**
 * The site starts serving with cold caches: replies are slow at first and approach the usual speed over the warm-up.
 *
 * @param warmup time until full speed, PT0S or longer; in rundowns PT30S when not given
 */
public record ColdStart(Duration warmup) implements Fault {

    public ColdStart {
        Bounds.duration("cold-start", "warmup", warmup);
    }

    @Override
    public String kind() {
        return "cold-start";
    }
}

package dev.sitefailover.fault;

import java.time.Duration;

/**
 * The site comes and goes: reachable for a while, then refusing connections for a while, over and over, starting with the
 * time down. What a client's damping is for.
 *
 * @param up time reachable, longer than PT0S; in rundowns PT10S when not given
 * @param down time unreachable, longer than PT0S; in rundowns PT10S when not given
 */
public record Flap(Duration up, Duration down) implements Fault {

    public Flap {
        Bounds.positive("flap", "up", up);
        Bounds.positive("flap", "down", down);
    }

    @Override
    public String kind() {
        return "flap";
    }
}

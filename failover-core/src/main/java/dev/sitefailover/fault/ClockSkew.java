package dev.sitefailover.fault;

import java.time.Duration;

/**
 * The site's clock is wrong: what it says of the time is {@code offset} ahead. Business goes on; who compares times of two
 * machines is misled.
 *
 * @param offset how far ahead, negative: behind, up to 3650 days; in rundowns PT5S when not given and never negative
 */
public record ClockSkew(Duration offset) implements Fault {

    public ClockSkew {
        Bounds.duration("clock-skew", "offset", offset.abs());
    }

    @Override
    public String kind() {
        return "clock-skew";
    }
}

package dev.sitefailover.fault;

import java.time.Duration;

/**
 * Clients resolve the site's name to the address it had a while ago: after a move of the name they still reach the old
 * machine, which refuses them, until the stale answer has aged out.
 *
 * @param age how old the answers are, PT0S or longer; in rundowns PT1M when not given
 */
public record StaleDns(Duration age) implements Fault {

    public StaleDns {
        Bounds.duration("stale-dns", "age", age);
    }

    @Override
    public String kind() {
        return "stale-dns";
    }
}

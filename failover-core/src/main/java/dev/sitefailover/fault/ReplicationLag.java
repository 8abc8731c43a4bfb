package dev.sitefailover.fault;

import java.time.Duration;

/**
 * The site's copy of the data trails the serving one's: after a move to it a client misses the last acknowledged work, and
 * enquiries there answer from the past.
 *
 * @param lag how far the copy trails, PT0S or longer; in rundowns PT5S when not given
 */
public record ReplicationLag(Duration lag) implements Fault {

    public ReplicationLag {
        Bounds.duration("replication-lag", "lag", lag);
    }

    @Override
    public String kind() {
        return "replication-lag";
    }
}

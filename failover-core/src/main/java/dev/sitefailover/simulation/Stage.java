package dev.sitefailover.simulation;

/** Where a message is when a fault may do something to it. The order is part of every fault's draws. */
enum Stage {
    /** The client connects. */
    CONNECT,
    /** The request is at the site and not processed. */
    REQUEST,
    /** The reply leaves the site. */
    RESPONSE
}

package dev.sitefailover.fault;

/** When a connection is reset. */
public enum Phase {
    /** While connecting: nothing was sent. */
    CONNECT,
    /** While the request is on its way: it is not applied, but the client cannot know. */
    REQUEST,
    /** While the reply is on its way: it was applied, but the client cannot know. */
    RESPONSE
}

package dev.sitefailover.examples.clients;

/** What took effect. Both sites share it: two sites whose replication is synchronous and never fails. */
interface Book {

    /** How often that took effect, wherever. */
    int times(String key) throws Exception;
}

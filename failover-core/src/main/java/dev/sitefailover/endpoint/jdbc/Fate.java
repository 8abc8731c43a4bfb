package dev.sitefailover.endpoint.jdbc;

/**
 * Why a connection can be used no longer.
 *
 * @param state the SQLState of whoever uses it all the same
 * @param trouble whether it says something against the site
 */
record Fate(String why, String state, boolean trouble) {}

package dev.sitefailover.clearing;

/**
 * The answer to a probe, whatever the position: a site on standby is healthy.
 *
 * @param siteId the site that answers
 * @param position its position
 */
public record Pong(String siteId, Position position) implements ClearingReply {}

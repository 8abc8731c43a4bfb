package dev.sitefailover.clearing;

/**
 * The answer to a greeting: proof of which site the participant reached.
 *
 * @param siteId the site that answers
 * @param position its position
 */
public record Greeted(String siteId, Position position) implements ClearingReply {}

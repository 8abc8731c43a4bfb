package dev.sitefailover.clearing;

/**
 * The answer to a purge.
 *
 * @param count how many submissions the answering site removed
 */
public record Purged(long count) implements ClearingReply {}

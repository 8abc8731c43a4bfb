package dev.sitefailover.clearing;

/**
 * What became of a submission.
 *
 * @param number its number
 * @param disposition what this site knows of it
 */
public record FoundSubmission(long number, Disposition disposition) implements ClearingReply {}

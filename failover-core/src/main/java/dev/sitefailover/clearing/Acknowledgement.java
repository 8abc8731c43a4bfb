package dev.sitefailover.clearing;

/**
 * A submission took effect.
 *
 * @param number its number
 * @param repeated whether it had taken effect before this message arrived
 */
public record Acknowledgement(long number, boolean repeated) implements ClearingReply {}

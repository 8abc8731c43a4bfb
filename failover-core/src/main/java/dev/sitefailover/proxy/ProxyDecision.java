package dev.sitefailover.proxy;

/**
 * What chance decided: the same seed and the same connections in the same order give the same decisions.
 *
 * @param connection by order of acceptance, from 1
 * @param rule the rule that asked, as text
 * @param what {@code met}, {@code spared}, or a delay such as {@code PT0.012S}
 */
public record ProxyDecision(long connection, String rule, String what) {}

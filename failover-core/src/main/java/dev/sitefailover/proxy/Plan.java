package dev.sitefailover.proxy;

import dev.sitefailover.fault.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What the rules in force make of one connection.
 *
 * @param dead nothing moves, not even a close
 * @param reset when it is reset; null: not at all
 * @param request of what the client sends
 * @param response of what the server answers
 */
record Plan(boolean dead, @Nullable Phase reset, Shape request, Shape response) {
    static final Plan PLAIN = new Plan(false, null, Shape.PLAIN, Shape.PLAIN);
}

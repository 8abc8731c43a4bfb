package dev.sitefailover.routing;

import org.jspecify.annotations.Nullable;

/**
 * What a blocking call does with the client.
 *
 * @param <C> the client type
 * @param <T> what it returns
 * @param <X> the checked exception it throws, passed on unchanged when it is the site's answer
 */
@FunctionalInterface
public interface CallFunction<C, T extends @Nullable Object, X extends Exception> {
    T apply(C client) throws X;
}

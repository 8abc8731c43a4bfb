package dev.sitefailover.examples.clients;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** For servers of this process. */
final class MemoryBook implements Book {
    private final Map<String, Integer> effects = new ConcurrentHashMap<>();

    int apply(String key) {
        return effects.merge(key, 1, Integer::sum);
    }

    @Override
    public int times(String key) {
        return effects.getOrDefault(key, 0);
    }
}

package dev.sitefailover.search;

/** Hears how far a search is: a few times a second, one call at a time, on one of the search's threads. */
@FunctionalInterface
public interface SearchListener {
    void progressed(SearchProgress progress);
}

package dev.sitefailover.runtime;

/** A stream of random numbers. Not safe for concurrent use unless the runtime that made it says so. */
public interface Chance {
    /** The next 64 random bits. */
    long nextLong();
}

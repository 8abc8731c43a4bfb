package com.example.gateway;

import java.time.Duration;

/** How a gateway waits: {@code Thread::sleep} in production, an actor's sleep under virtual time. */
@FunctionalInterface
public interface Pause {
    /** Lets that much time pass. */
    void of(Duration duration) throws InterruptedException;
}

package com.example.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The gateway as it is today: it knows one site, tries three times, and remembers what is done. Looks right? */
public final class RetryingGateway {
    private static final int ATTEMPTS = 3;

    private final ClearingClient site;
    private final Pause pause;
    private final Set<Long> done = new HashSet<>();

    /** With a client of the primary. */
    public RetryingGateway(ClearingClient site, Pause pause) {
        this.site = site;
        this.pause = pause;
    }

    /** Whether the instruction was acknowledged. */
    public boolean submit(long instruction) throws InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS && !done.contains(instruction); attempt++) {
            try {
                site.submit(instruction);
                done.add(instruction);
            } catch (IOException e) {
                pause.of(Duration.ofSeconds(1)); // and try again
            }
        }
        return done.contains(instruction);
    }
}

package dev.sitefailover.rehearsal.rundown;

/** How the site that is left behind goes. */
public enum Shutdown {
    /** It crashes: calls in flight are reset, what was not replicated is lost. */
    ABRUPT,
    /** It finishes what it accepted, replicates and then stands by. */
    GRACEFUL
}

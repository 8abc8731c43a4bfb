package dev.sitefailover.proxy;

/** A rule in force at a proxy. */
public interface InflictedRule {

    ProxyRule rule();

    /** Ends it; returns when no connection is under it any more. Nothing when it has ended. */
    void lift();
}

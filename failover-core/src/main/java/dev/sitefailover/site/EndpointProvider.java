package dev.sitefailover.site;

/**
 * Makes endpoints for a URI scheme; found with {@link java.util.ServiceLoader}. Implementations are safe for use by
 * several threads.
 */
public interface EndpointProvider {

    /** The scheme served, lower case, without the colon. */
    String scheme();

    /** A connector that opens endpoints at sites whose address has this scheme. */
    Connector<Endpoint> connector();
}

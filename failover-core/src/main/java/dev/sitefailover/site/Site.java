package dev.sitefailover.site;

import java.net.URI;

/**
 * One data centre of the organiser, as a participant sees it. Immutable.
 *
 * @param id unique among the sites of one client; not blank
 * @param address where it is reached; the scheme finds the {@link EndpointProvider} where one is needed
 * @param title what people call it; the id when not given
 */
public record Site(String id, URI address, String title) {

    public Site {
        if (id.isBlank()) {
            throw new IllegalArgumentException("site id must not be blank");
        }
    }

    /** A site whose title is its id. */
    public static Site of(String id, String address) {
        return new Site(id, URI.create(address), id);
    }

    /** A simulated site: the address is {@code sim:<id>}. */
    public static Site of(String id) {
        return of(id, "sim:" + id);
    }

    @Override
    public String toString() {
        return id;
    }
}

package dev.sitefailover.endpoint.contract;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A pair of sites and the endpoint that reaches them. A new kind of endpoint joins the contract with one class that
 * implements this and one that extends {@link EndpointContract}; over sockets, {@link LiveSites} and {@link Gate} do
 * most of it. The sites speak clearing: primary serving, secondary on standby.
 */
public interface EndpointUnderTest extends AutoCloseable {

    /** Primary and secondary. */
    List<Site> sites();

    /** Opens endpoints whose replies are clearing replies. */
    Connector<Endpoint> connector();

    /** The time the sites live in. */
    EngineRuntime runtime();

    /** Opens the secondary for business. */
    void promoteSecondary();

    /** The site accepts and answers nothing more. */
    void silence(String site);

    /** It ends at once, with whatever is in flight. */
    void crash(String site);

    /** It can be reached again; what was held back by a silence may get through or be gone. */
    void heal(String site);

    /** How many connections the site sees; empty where there are none to count. */
    OptionalInt connections(String site);

    /** The epochs that reached the site, in order; null where the site is not told. */
    @Nullable
    List<Epoch> epochs(String site);

    /** Lets time pass until that holds; fails when it does not within half a minute. */
    void until(BooleanSupplier condition);

    /** Whether an enquiry for {@link LiveSites#TOO_MANY} records is turned down. */
    boolean turnsDown();

    @Override
    void close();
}

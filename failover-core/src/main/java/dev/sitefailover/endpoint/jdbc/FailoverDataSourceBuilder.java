package dev.sitefailover.endpoint.jdbc;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.SiteFailoverBuilder;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.Passage;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sets a {@link FailoverDataSource} up. Only the sites are required. Not safe for use by several threads. */
public final class FailoverDataSourceBuilder {
    private final List<Site> sites;
    private final Properties properties = new Properties();
    private @Nullable Function<? super Site, ? extends DataSource> dataSources;
    private @Nullable String servingSql;
    private @Nullable Duration operationTimeout;
    private @Nullable EngineRuntime runtime;
    private @Nullable CommitEnquiry enquiry;
    private Duration absentAfter = Duration.ofMinutes(1);
    private boolean selectsMayWrite;
    private Consumer<SiteFailoverBuilder<SiteConnections>> configuration = builder -> {};

    FailoverDataSourceBuilder(List<Site> sites) {
        this.sites = sites;
    }

    /** A property for the driver, such as {@code user}, {@code password} or {@code sslmode}. */
    public FailoverDataSourceBuilder property(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    /** Physical connections come from these data sources, not from the driver of the site's address. No pools. */
    public FailoverDataSourceBuilder connecting(Function<? super Site, ? extends DataSource> dataSources) {
        this.dataSources = requireNonNull(dataSources);
        return this;
    }

    /**
     * A query with one row and one boolean: whether the database takes writes; false means standby. Default: PostgreSQL
     * serves when it is not in recovery, others when they answer.
     */
    public FailoverDataSourceBuilder servingWhen(String sql) {
        servingSql = requireNonNull(sql);
        return this;
    }

    /**
     * How long anything may wait for the server; a statement with a query timeout gets that as well, so that the
     * driver's cancel comes first. Default: the engine's call timeout.
     */
    public FailoverDataSourceBuilder operationTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("operationTimeout must be > 0, was " + timeout);
        }
        operationTimeout = timeout;
        return this;
    }

    /** Queries call functions that write: outside a transaction their loss is in doubt as well. Default: they only read. */
    public FailoverDataSourceBuilder selectsMayWrite() {
        selectsMayWrite = true;
        return this;
    }

    /** How commits in doubt are settled; without it they stay in the register. */
    public FailoverDataSourceBuilder settledBy(CommitEnquiry enquiry) {
        this.enquiry = requireNonNull(enquiry);
        return this;
    }

    /**
     * A commit that the enquiry does not find at the very site it was sent to counts as absent only after this long:
     * the server may still be at it. At another site it counts at once. Default 1 min.
     */
    public FailoverDataSourceBuilder absentAfter(Duration patience) {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("absentAfter must be >= 0, was " + patience);
        }
        absentAfter = patience;
        return this;
    }

    /** Sets the engine up: probing, policy, timeouts, reconcilers, listeners. */
    public FailoverDataSourceBuilder configure(Consumer<SiteFailoverBuilder<SiteConnections>> engine) {
        configuration = configuration.andThen(engine);
        return this;
    }

    /** Time and threads, of the engine as well; default: the system's, ended with the data source. */
    public FailoverDataSourceBuilder runtime(EngineRuntime runtime) {
        this.runtime = requireNonNull(runtime);
        return this;
    }

    /** Starts the engine; returns at once. A connection asked for now waits for the route. */
    public FailoverDataSource start() {
        EngineRuntime given = runtime;
        EngineRuntime used = given == null ? EngineRuntime.system() : given;
        EngineGate gate = new EngineGate();
        Duration timeout = operationTimeout;
        Watch watch = new Watch(used, timeout == null ? Duration.ofSeconds(2) : timeout);
        Doubts doubts = new Doubts(used, absentAfter);
        Wiring wiring = new Wiring(source(), new ServingQuestion(servingSql), watch, gate, doubts, selectsMayWrite);
        SiteFailoverBuilder<SiteConnections> engine = SiteFailover.using(new SiteConnector(wiring))
                .sites(sites)
                .runtime(used)
                .classifier(new SQLExceptionClassifier())
                .calls(CallSettings.DEFAULT.withAbsentAfter(Duration.ZERO)) // Doubts waits, in any epoch
                .probe(probe());
        CommitEnquiry asked = enquiry;
        if (asked != null) {
            engine.reconciler(FailoverDataSource.COMMIT, doubts.reconciler(asked));
        }
        configuration.accept(engine);
        SiteFailover<SiteConnections> failover = engine.start();
        gate.failover = failover;
        Duration callTimeout = FailoverTiming.sum(failover.timing().firstCall());
        if (timeout == null) {
            watch.timeout(callTimeout);
        }
        return new FailoverDataSource(failover, watch, given == null ? used : null, callTimeout);
    }

    private static HealthProbe<SiteConnections> probe() {
        return (connections, site) -> connections.probe();
    }

    private ConnectionSource source() {
        Function<? super Site, ? extends DataSource> given = dataSources;
        if (given == null) {
            Properties copy = new Properties();
            copy.putAll(properties);
            return new DriverSource(copy);
        }
        return (site, purpose, credentials) -> {
            DataSource source = given.apply(site);
            return credentials == null
                    ? source.getConnection()
                    : source.getConnection(credentials.user(), credentials.password());
        };
    }

    /** Until the engine has started there is no route, so nothing may begin. */
    private static final class EngineGate implements Gate {
        private volatile @Nullable SiteFailover<SiteConnections> failover;

        @Override
        public Admission enter(SiteConnections at) {
            SiteFailover<SiteConnections> engine = failover;
            Passage passage = engine == null ? null : engine.enter(at);
            return passage == null ? Admission.REFUSED : new Admission(true, passage);
        }

        @Override
        public void suspect(Site site) {
            SiteFailover<SiteConnections> engine = failover;
            if (engine != null) {
                engine.suspect(site.id());
            }
        }
    }
}

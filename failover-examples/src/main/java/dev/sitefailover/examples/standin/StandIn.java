package dev.sitefailover.examples.standin;

import dev.sitefailover.examples.standin.fault.Faults;
import dev.sitefailover.examples.standin.http.Answer;
import dev.sitefailover.examples.standin.http.HttpServer;
import dev.sitefailover.examples.standin.http.Question;
import dev.sitefailover.examples.standin.store.Ledger;
import dev.sitefailover.examples.standin.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in site in this process. What survives what: an acknowledged submission survives the death of the process, and
 * that of its machine up to the last moments; without lag and with the link up also the loss of its data, because the
 * peer has it.
 */
public final class StandIn implements AutoCloseable {
    private static final Duration FIRST_ASK = Duration.ofMillis(600);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final StandInSpec spec;
    private final Log log;
    private final Clock clock = Clock.systemUTC();
    private final Ledger ledger;
    private final Standing standing;
    private final Faults faults;
    private final HttpServer http;
    private final HttpServer admin;
    private final Link link;
    private final Watch watch;
    private final @Nullable TcpCounter tcp;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean closing;

    private StandIn(StandInSpec spec, PrintStream errors) {
        this.spec = spec;
        this.log = new Log(spec.site(), errors);
        this.ledger = ledger(spec);
        HttpServer open = null;
        try {
            this.standing = new Standing(spec, ledger, clock, log);
            this.faults = new Faults(spec.seed(), spec.site());
            this.http = open = bind("stand-in-http", spec.port(), "--port", Counter.LONGEST_BODY, this::business);
            this.admin =
                    bind("stand-in-admin", spec.adminPort(), "--admin-port", Administration.LONGEST_BODY, this::order);
        } catch (RuntimeException e) {
            if (open != null) {
                open.close();
            }
            ledger.close();
            throw e;
        }
        this.link = new Link(standing, ledger, faults, this::about, log);
        Feed feed = new Feed(standing, ledger, faults, link, this::about);
        Orders orders = new Orders(standing, ledger, faults, link, feed, this::about, this::turnClientsAway);
        Business business = new Business(standing, ledger, link, feed, faults, clock, spec);
        Counter counter = new Counter(business, faults, standing, clock);
        this.tcp = tcp(counter);
        this.watch = new Watch(http, tcp, faults, link, log);
        business.watchedBy(watch);
        this.businessHandler = counter::answer;
        this.orderHandler = new Administration(
                standing, ledger, faults, link, feed, orders, watch, this::about, new End(), log)::answer;
    }

    private final Function<Question, Answer> businessHandler;
    private final Function<Question, Answer> orderHandler;

    /**
     * Starts a site; it can be used when this returns.
     *
     * @param errors where it says what changes, a line each
     * @throws StandInException when its ports or its data cannot be used
     */
    public static StandIn start(StandInSpec spec, PrintStream errors) {
        return new StandIn(spec, errors).begin();
    }

    private StandIn begin() {
        boolean isNew = ledger.settings().isEmpty();
        standing.keep();
        admin.serve();
        link.start();
        if (standing.asksPeerFirst()) {
            link.awaitSettled(System.nanoTime(), FIRST_ASK);
            if (standing.asksPeerFirst()) {
                if (isNew) {
                    standing.confirm(); // the very first start: nobody can have been promoted
                } else {
                    log.say("was open and stays closed until its peer " + standing.peer()
                            + " answers, or POST /promote");
                }
            }
        }
        http.serve();
        watch.start();
        log.say((standing.isServing() ? "open" : standing.isOutOfDate() ? "out of date" : "standby") + " at "
                + http.address() + ", promotion " + standing.promotion());
        return this;
    }

    /** Also those who were not accepted yet; the ports are open again afterwards. */
    private void turnClientsAway() {
        try {
            http.reach(HttpServer.Reach.REFUSED);
            http.resetAll();
            if (tcp != null) {
                tcp.reach(HttpServer.Reach.REFUSED);
            }
            watch.look();
        } catch (IOException e) {
            throw new StandInException("the clients of before cannot be turned away: " + e.getMessage(), e);
        }
    }

    private static Ledger ledger(StandInSpec spec) {
        try {
            return Ledger.open(spec.data(), Clock.systemUTC());
        } catch (StoreException e) {
            throw new StandInException("--data " + spec.data() + ": " + e.getMessage(), e);
        }
    }

    private static HttpServer bind(
            String name, int port, String option, int longest, Function<Question, Answer> handler) {
        try {
            return HttpServer.bind(name, port, longest, handler);
        } catch (IOException e) {
            throw new StandInException(option + " " + port + ": cannot listen there; " + e.getMessage(), e);
        }
    }

    private @Nullable TcpCounter tcp(Counter counter) {
        if (spec.tcpPort() < 0) {
            return null;
        }
        try {
            return new TcpCounter(counter, spec.tcpPort());
        } catch (IOException e) {
            http.close();
            admin.close();
            ledger.close();
            throw new StandInException("--tcp-port " + spec.tcpPort() + ": cannot listen there; " + e.getMessage(), e);
        }
    }

    private Answer business(Question question) {
        return businessHandler.apply(question);
    }

    private Answer order(Question question) {
        return orderHandler.apply(question);
    }

    private Bulletin about() {
        Duration lag = spec.replicationLag().compareTo(faults.lag()) > 0 ? spec.replicationLag() : faults.lag();
        return new Bulletin(
                Bulletin.Kind.HELLO,
                spec.site(),
                admin.address().toString(),
                standing.promotion(),
                standing.isOutOfDate(),
                standing.isServing(),
                spec.servesAlways(),
                false,
                false,
                clock.millis() - watch.behind(Feed.LONGEST_WAIT).toMillis(),
                lag,
                List.of());
    }

    /** Where it does business. */
    public URI http() {
        return http.address();
    }

    /** Where it takes orders. */
    public URI admin() {
        return admin.address();
    }

    /** Where it does business in the framed form; null when that is not offered. */
    public @Nullable URI tcp() {
        return tcp == null ? null : tcp.address();
    }

    /** Completes when it has ended. */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    private final class End implements Administration.Ending {
        @Override
        public void stop() {
            Thread closer = new Thread(StandIn.this::close, "stand-in-end");
            closer.start();
        }

        @Override
        public void crash() {
            Runtime.getRuntime().halt(137);
        }
    }

    /** Ends it in an orderly way: what it has accepted is done, replicated where the peer is reached, and kept. */
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        watch.close();
        http.stop(PATIENCE);
        if (tcp != null) {
            tcp.close();
        }
        if (link.isUp()) {
            link.flush(PATIENCE);
        }
        link.close();
        admin.stop(PATIENCE);
        ledger.close();
        log.say("ended");
        ended.complete(null);
    }
}

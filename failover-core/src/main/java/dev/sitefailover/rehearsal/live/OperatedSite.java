package dev.sitefailover.rehearsal.live;

import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A site of somebody else's: every order is a request to the operator, and what can be known is asked of the site itself,
 * over a connection of the rehearsal's own. Where nobody can be asked, it is waited until the site is seen to serve.
 * Close it at the end.
 */
public final class OperatedSite implements SiteControl, AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final String REHEARSAL = "rehearsal";

    private final Site site;
    private final Connector<Endpoint> connector;
    private final Prompt prompt;
    private final BooleanSupplier stop;
    private @Nullable Endpoint own;
    private boolean disturbed;

    private OperatedSite(Site site, Connector<Endpoint> connector, Prompt prompt, BooleanSupplier stop) {
        this.site = site;
        this.connector = connector;
        this.prompt = prompt;
        this.stop = stop;
    }

    /**
     * The site at that address.
     *
     * @param stop when it holds, nobody is waited for any more
     */
    public static OperatedSite at(
            String id, URI address, Connector<Endpoint> connector, Prompt prompt, BooleanSupplier stop) {
        return new OperatedSite(new Site(id, address, id), connector, prompt, stop);
    }

    @Override
    public String site() {
        return site.id();
    }

    @Override
    public URI address() {
        return site.address();
    }

    @Override
    public boolean isOperated() {
        return true;
    }

    @Override
    public Optional<String> limit() {
        return Optional.of("The sites are not the rehearsal's own: submissions that took effect twice cannot be seen, "
                + "and what was lost is found by enquiry, newest first.");
    }

    @Override
    public Instant promote() {
        if (!isServing()) {
            prompt.ask("open " + site + " for business now, then press Enter");
        }
        while (!isServing()) {
            if (stop.getAsBoolean() || Thread.interrupted()) {
                throw new SiteFailoverException(site + " was not seen to serve");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Instant.now();
    }

    @Override
    public void standBy() {
        if (isServing()) {
            prompt.ask("close " + site + " in an orderly way now (finish, replicate, stand by), then press Enter");
        }
    }

    @Override
    public void crash() {
        disturbed = true;
        prompt.ask("take " + site + " down abruptly now, then press Enter");
    }

    @Override
    public void inflict(Occurrence fault) {
        disturbed = true;
        prompt.ask("make this happen at " + site + " now: " + fault.fault().kind()
                + fault.lasting().map(lasting -> " for " + lasting).orElse("") + "; then press Enter");
    }

    @Override
    public void lift() {
        if (disturbed) {
            prompt.ask("bring " + site + " up again without any fault, then press Enter");
            disturbed = false;
        }
    }

    @Override
    public void resynchronise(SiteControl from) {
        prompt.ask("bring the data of " + site + " up to that of " + from.site() + ", then press Enter");
    }

    private boolean isServing() {
        try {
            return ask(new ProbePing(REHEARSAL)) instanceof Pong pong && pong.position() == Position.SERVING;
        } catch (SiteFailoverException down) {
            return false;
        }
    }

    @Override
    public SubmissionBooks books(String participant) {
        return new SubmissionBooks() {
            @Override
            public boolean applied(long number) {
                Reply reply = ask(new FindSubmission(participant, number, Instant.EPOCH));
                if (reply instanceof FoundSubmission found) {
                    return switch (found.disposition()) {
                        case APPLIED -> true;
                        case ABSENT -> false;
                        case UNKNOWN -> throw new SiteFailoverException(site + " does not know about " + number);
                    };
                }
                throw new SiteFailoverException(site + " answered " + reply.status() + " to an enquiry");
            }

            @Override
            public long twice() {
                return 0;
            }

            @Override
            public long held() {
                return 0;
            }

            @Override
            public int enough() {
                return 100;
            }
        };
    }

    @Override
    public long recordsCheck(String participant, int records) {
        Reply reply = ask(new Enquiry(participant, records));
        if (reply instanceof Records answer && answer.verifies()) {
            return answer.check();
        }
        throw new SiteFailoverException(site + " answered " + reply.status() + " to an enquiry");
    }

    private Reply ask(Request request) {
        try {
            return endpoint().send(request).toCompletableFuture().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SiteFailoverException("interrupted while asking " + site, e);
        } catch (ExecutionException | TimeoutException e) {
            close(); // a connection that outlived its site may never recover by itself
            throw new SiteFailoverException(site + " does not answer: " + e.getMessage(), e);
        }
    }

    private synchronized Endpoint endpoint() throws InterruptedException, ExecutionException, TimeoutException {
        Endpoint open = own;
        if (open == null) {
            open = connector.open(site).toCompletableFuture().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            own = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        Endpoint open = own;
        own = null;
        if (open != null) {
            connector.close(open);
        }
    }
}

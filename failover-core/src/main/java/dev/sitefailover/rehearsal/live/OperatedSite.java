package dev.sitefailover.rehearsal.live;

import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
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
 * over a connection of the rehearsal's own. An order that the operator refuses, or does not answer, fails. Where there is
 * nobody to ask, an order is done when it can be seen: that the site serves, answers, or does neither any more; what
 * cannot be seen fails. Close it at the end.
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
    private boolean loggedOn;
    private volatile boolean disturbed;
    private volatile Duration patience = Duration.ofDays(1);

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
    public void patience(Duration most) {
        patience = most;
    }

    @Override
    public Instant promote() {
        if (position() != Position.SERVING && prompt.isAttended()) {
            order("open " + site + " for business now");
        }
        await(() -> position() == Position.SERVING, site + " was not seen to serve");
        return Instant.now();
    }

    @Override
    public void standBy() {
        if (position() == Position.SERVING) {
            orderOrSee(
                    "close " + site + " in an orderly way now (finish, replicate, stand by)",
                    () -> position() == Position.STANDBY,
                    site + " was not seen to stand by");
        }
    }

    @Override
    public void crash() {
        orderOrSee("take " + site + " down abruptly now", () -> position() == null, site + " was not seen to go down");
        disturbed = true;
    }

    @Override
    public void inflict(Occurrence fault) {
        String what = fault.fault().kind()
                + fault.lasting().map(lasting -> " for " + lasting).orElse("");
        if (fault.fault() instanceof Crash || fault.fault() instanceof Hang) {
            orderOrSee(
                    "make this happen at " + site + " now: " + what,
                    () -> position() == null,
                    "the " + what + " of " + site + " was not seen to happen");
        } else {
            order("make this happen at " + site + " now: " + what);
        }
        disturbed = true;
    }

    @Override
    public void lift() {
        if (disturbed || (prompt.isAttended() && position() == null)) {
            orderOrSee(
                    "bring " + site + " up again without any fault",
                    () -> position() != null,
                    site + " was not seen to come up again");
            disturbed = false;
        }
    }

    @Override
    public void resynchronise(SiteControl from) {
        order("bring the data of " + site + " up to that of " + from.site());
    }

    /** Has it done by the operator, or, where there is none, sees it done. */
    private void orderOrSee(String what, BooleanSupplier done, String otherwise) {
        if (prompt.isAttended()) {
            order(what);
        } else {
            await(done, otherwise);
        }
    }

    private void order(String what) {
        if (!prompt.isAttended()) {
            throw new SiteFailoverException("nobody was there to " + what + ", and whether it was done cannot be seen");
        }
        String answer = prompt.ask(what + "; then press Enter, or type no if it cannot be done")
                .orElseThrow(() -> new SiteFailoverException("nobody confirmed: " + what));
        if (Prompt.isNo(answer)) {
            throw new SiteFailoverException("the operator said no to: " + what);
        }
    }

    private void await(BooleanSupplier done, String otherwise) {
        long began = System.nanoTime();
        long most = patience.toNanos();
        while (!done.getAsBoolean()) {
            if (stop.getAsBoolean() || Thread.interrupted()) {
                throw new SiteFailoverException(otherwise + " before the rehearsal was stopped");
            }
            if (System.nanoTime() - began >= most) {
                throw new SiteFailoverException(otherwise + " by the end of the window");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** What the site says it is; null when it does not answer. Probes need no logon. */
    private @Nullable Position position() {
        try {
            return ask(new ProbePing(REHEARSAL), false) instanceof Pong pong ? pong.position() : null;
        } catch (SiteFailoverException down) {
            return null;
        }
    }

    @Override
    public SubmissionBooks books(String participant) {
        return new SubmissionBooks() {
            @Override
            public boolean applied(long number) {
                Reply reply = ask(new FindSubmission(participant, number, Instant.EPOCH), true);
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
        Reply reply = ask(new Enquiry(participant, records), true);
        if (reply instanceof Records answer && answer.verifies()) {
            return answer.check();
        }
        throw new SiteFailoverException(site + " answered " + reply.status() + " to an enquiry");
    }

    private Reply ask(Request request, boolean business) {
        try {
            return endpoint(business).send(request).toCompletableFuture().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SiteFailoverException("interrupted while asking " + site, e);
        } catch (ExecutionException | TimeoutException e) {
            close(); // a connection that outlived its site may never recover by itself
            throw new SiteFailoverException(site + " does not answer: " + reason(e), e);
        } catch (SiteFailoverException e) {
            close();
            throw new SiteFailoverException(site + " does not answer: " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof TimeoutException
                ? "nothing came for " + ANSWER.toSeconds() + " s"
                : "" + cause.getMessage();
    }

    /** The connection; logged on before business is asked, outside of any epoch: no switch is made by looking. */
    private synchronized Endpoint endpoint(boolean business)
            throws InterruptedException, ExecutionException, TimeoutException {
        Endpoint open = own;
        if (open == null) {
            open = connector.open(site).toCompletableFuture().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            own = open;
            loggedOn = false;
        }
        if (business && !loggedOn) {
            connector
                    .activate(open, site, Epoch.NONE)
                    .toCompletableFuture()
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            loggedOn = true;
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

package dev.sitefailover.rehearsal.live;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Greeted;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.ProductionData;
import dev.sitefailover.clearing.Purge;
import dev.sitefailover.clearing.Purged;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.clearing.ReportDownload;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.SiteFailoverException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A site in this process: it serves, stands by, hangs or is dead, and replicates at once unless told otherwise. */
final class FakeSite implements SiteControl {
    private static final ProductionData DATA = ProductionData.seeded(1, 1_000);

    private final String id;
    private final Map<String, Set<Long>> held = new HashMap<>();
    private final Map<String, Set<Long>> purged = new HashMap<>();
    private @Nullable FakeSite peer;
    private @Nullable Instant servingSince;
    private boolean dead;
    private boolean hung;
    private boolean replicates = true;
    private boolean unreadable;
    private boolean refusing;

    FakeSite(String id) {
        this.id = id;
    }

    static List<FakeSite> pair(String first, String second) {
        FakeSite one = new FakeSite(first);
        FakeSite two = new FakeSite(second);
        one.peer = two;
        two.peer = one;
        return List.of(one, two);
    }

    /** What it acknowledges from now on does not reach the other. */
    synchronized void keepToItself() {
        replicates = false;
    }

    /** Nobody gets to see its books from now on. */
    synchronized void closeTheBooks() {
        unreadable = true;
    }

    /** It is not opened for a dead one from now on, and not taken down when it should be. */
    synchronized void refuseOrders() {
        refusing = true;
    }

    static Connector<Endpoint> connector(List<FakeSite> sites, Executor executor) {
        return site -> {
            FakeSite there = sites.stream()
                    .filter(each -> each.id.equals(site.id()))
                    .findFirst()
                    .orElseThrow();
            return CompletableFuture.completedFuture(request -> there.send(request, executor));
        };
    }

    private CompletionStage<Reply> send(Request request, Executor executor) {
        return CompletableFuture.supplyAsync(() -> request, executor).thenComposeAsync(this::answer, executor);
    }

    private CompletionStage<Reply> answer(Request request) {
        synchronized (DATA) {
            if (dead) {
                return CompletableFuture.failedFuture(new EndpointException(Delivery.NOT_SENT, "refused"));
            }
            return hung ? new CompletableFuture<>() : CompletableFuture.completedFuture(reply(request));
        }
    }

    private ClearingReply reply(Request request) {
        Position position = servingSince == null ? Position.STANDBY : Position.SERVING;
        if (request instanceof ProbePing) {
            return new Pong(id, position);
        }
        if (request instanceof Greeting) {
            return new Greeted(id, position);
        }
        if (position != Position.SERVING) {
            return Refusal.CLOSED;
        }
        if (request instanceof Enquiry enquiry) {
            return DATA.records(enquiry.participant(), enquiry.records());
        }
        if (request instanceof ReportDownload download) {
            return DATA.report(download.participant(), download.report());
        }
        if (request instanceof Submission submission) {
            boolean repeated = !apply(submission.participant(), submission.number());
            FakeSite other = peer;
            if (other != null && !other.dead && replicates) {
                other.apply(submission.participant(), submission.number());
            }
            return new Acknowledgement(submission.number(), repeated);
        }
        if (request instanceof FindSubmission find) {
            boolean applied = applied(find.participant(), find.number());
            return new FoundSubmission(find.number(), applied ? Disposition.APPLIED : Disposition.ABSENT);
        }
        Purge purge = (Purge) request;
        int count = of(held, purge.participant()).size();
        for (FakeSite site : peer == null ? List.of(this) : List.of(this, peer)) {
            of(site.purged, purge.participant()).addAll(of(site.held, purge.participant()));
            of(site.held, purge.participant()).clear();
        }
        return new Purged(count);
    }

    private static Set<Long> of(Map<String, Set<Long>> books, String participant) {
        return books.computeIfAbsent(participant, p -> new TreeSet<>());
    }

    private boolean apply(String participant, long number) {
        return !applied(participant, number) && of(held, participant).add(number);
    }

    private boolean applied(String participant, long number) {
        return of(held, participant).contains(number) || of(purged, participant).contains(number);
    }

    // -- control

    @Override
    public String site() {
        return id;
    }

    @Override
    public URI address() {
        return URI.create("fake:" + id);
    }

    @Override
    public boolean isOperated() {
        return refusing;
    }

    @Override
    public Instant promote() {
        synchronized (DATA) {
            if (refusing && peer != null && peer.dead) {
                throw new SiteFailoverException("the operator said no to: open " + id);
            }
            Instant since = servingSince == null ? Instant.now() : servingSince;
            servingSince = since;
            return since;
        }
    }

    @Override
    public void standBy() {
        synchronized (DATA) {
            servingSince = null;
        }
    }

    @Override
    public void crash() {
        synchronized (DATA) {
            if (refusing) {
                throw new SiteFailoverException("the operator said no to: take " + id + " down");
            }
            dead = true;
            servingSince = null;
        }
    }

    @Override
    public void inflict(Occurrence fault) {
        synchronized (DATA) {
            hung = !(fault.fault() instanceof Crash);
            dead = fault.fault() instanceof Crash;
        }
    }

    @Override
    public void lift() {
        synchronized (DATA) {
            dead = false;
            hung = false;
        }
    }

    @Override
    public void resynchronise(SiteControl from) {
        synchronized (DATA) {
            FakeSite other = (FakeSite) from;
            held.clear();
            other.held.forEach((participant, numbers) -> held.put(participant, new TreeSet<>(numbers)));
            purged.clear();
            other.purged.forEach((participant, numbers) -> purged.put(participant, new TreeSet<>(numbers)));
        }
    }

    @Override
    public SubmissionBooks books(String participant) {
        synchronized (DATA) {
            if (unreadable) {
                throw new SiteFailoverException(id + " shows its books to nobody");
            }
            Set<Long> applied = new TreeSet<>(of(held, participant));
            long live = applied.size();
            applied.addAll(of(purged, participant));
            return new SubmissionBooks() {
                @Override
                public boolean applied(long number) {
                    return applied.contains(number);
                }

                @Override
                public long twice() {
                    return 0;
                }

                @Override
                public long held() {
                    return live;
                }
            };
        }
    }

    @Override
    public long recordsCheck(String participant, int records) {
        synchronized (DATA) {
            return DATA.records(participant, records).check();
        }
    }
}

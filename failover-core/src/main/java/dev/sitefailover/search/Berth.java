package dev.sitefailover.search;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.authority.SwitchAuthority;
import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.routing.Outcome.Doubtful;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.Account;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where one gateway runs: what outlives its restarts, its background calls, and what it is seen to do. */
final class Berth implements GatewayView, FailoverListener {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final int index;
    final String participant;
    final EngineRuntime runtime;
    final List<Site> sites;
    final ClientSettings settings;
    final SwitchAuthority authority = SwitchAuthority.inProcess();
    final InDoubtRegister register = new InDoubtRegister();
    final Connector<Endpoint> connector;
    private final Run run;
    private final ClientSystem system;
    private final Account account;
    private final Function<Endpoint, CompletionStage<Reply>> oneRecord;
    private final Pace enquiries;
    private final Pace submissions;
    private @Nullable RunningClient client;
    private Epoch epoch = Epoch.NONE;
    private @Nullable Site routed;
    private @Nullable Site lastRouted;
    private long routedSince;
    private long heldUntil;
    private long declaredAt = -1;
    private long startedAt;
    private long answeredAt = -1;
    private int answeredBy = -1;
    private long submitted;
    private @Nullable Site wanted;
    private final BitSet unsure = new BitSet();
    private final long[] foundServing;

    Berth(Run run, ClientSystem system, int index) {
        this.run = run;
        this.system = system;
        this.index = index;
        this.participant = "P" + (index + 1);
        this.runtime = run.time();
        this.sites = run.siteList();
        this.settings = run.scenario().client();
        this.foundServing = new long[sites.size()];
        Arrays.fill(foundServing, -1);
        this.account = run.simulation().account(participant);
        Connector<Endpoint> way = run.simulation().connector(participant);
        this.connector = site -> way.open(site).thenApply(endpoint -> observed(endpoint, run.indexOf(site)));
        Enquiry enquiry = new Enquiry(participant, 1);
        this.oneRecord = endpoint -> endpoint.send(enquiry);
        this.enquiries = new Pace(run.time(), run.scenario().workload().enquiries(), this::enquire);
        this.submissions = new Pace(run.time(), run.scenario().workload().submissions(), this::submit);
    }

    private Endpoint observed(Endpoint endpoint, int site) {
        return request -> {
            run.operations++;
            if (request instanceof ProbePing) {
                return probed(endpoint.send(request), site);
            }
            if (request instanceof Submission submission) {
                return submitted(endpoint, site, submission);
            }
            run.happened(new Happening.Sent(index, site, request, false));
            return endpoint.send(request);
        };
    }

    private CompletionStage<Reply> probed(CompletionStage<Reply> answer, int site) {
        long askedAt = run.now();
        var unused = answer.whenComplete((reply, error) -> {
            if (reply instanceof Pong pong && pong.position() == Position.SERVING) {
                foundServing[site] = Math.max(foundServing[site], askedAt);
            }
        });
        return answer;
    }

    /** Notes whether it may have taken effect: until an attempt is known to have come to nothing, it may. */
    private CompletionStage<Reply> submitted(Endpoint endpoint, int site, Submission submission) {
        int number = (int) submission.number();
        boolean again = unsure.get(number);
        unsure.set(number);
        run.happened(new Happening.Sent(index, site, submission, again));
        if (again) {
            return endpoint.send(submission); // what this one comes to says nothing of the one before
        }
        return endpoint.send(submission).whenComplete((reply, error) -> {
            if (cameToNothing(reply, error)) {
                unsure.clear(number);
            }
        });
    }

    private static boolean cameToNothing(@Nullable Reply reply, @Nullable Throwable error) {
        if (reply != null) {
            return reply.status() == Reply.Status.CLOSED;
        }
        return error instanceof EndpointException failure && failure.delivery() != Delivery.IN_DOUBT;
    }

    void begin() {
        client = system.start(new Wiring(this, null));
        enquiries.start("workload/" + participant + "/enquiries");
        submissions.start("workload/" + participant + "/submissions");
    }

    void quieten() {
        enquiries.stop();
        submissions.stop();
    }

    // -- what is done to it

    void declare(String to) {
        declaredAt = run.now();
        client().switchTo(
                        to, SwitchRequest.graceful().awaitPromotionFor(PATIENCE).because("scenario"));
    }

    void hold(Duration lasting) {
        heldUntil = run.now() + lasting.toNanos();
        client().hold(lasting);
    }

    void restart() {
        RunningClient before = client();
        Site at = lastRouted;
        before.close();
        routed = null;
        routedSince = run.now();
        startedAt = run.now();
        heldUntil = 0;
        declaredAt = -1;
        client = system.start(new Wiring(this, at == null ? null : at.id()));
    }

    CompletionStage<Void> close() {
        return client().close();
    }

    private RunningClient client() {
        return requireNonNull(client, "not begun");
    }

    // -- calls

    void enquire() {
        call(Wiring.ENQUIRY, null, oneRecord, 0);
    }

    private void submit() {
        Submission submission = new Submission(participant, ++submitted);
        call(Wiring.SUBMISSION, submission.key(), endpoint -> endpoint.send(submission), submission.number());
    }

    private void call(
            Operation operation,
            @Nullable String key,
            Function<Endpoint, CompletionStage<Reply>> function,
            long number) {
        long start = run.now();
        OpenCall open = run.began(this, operation, number);
        client().call(operation, key, function)
                .thenAccept(outcome -> run.surely(() -> {
                    open.end();
                    ended(operation, number, start, outcome);
                }));
    }

    private void ended(Operation operation, long number, long start, Outcome<Reply> outcome) {
        if (outcome instanceof Answered<Reply> answered) {
            answeredAt = run.now();
            answeredBy = run.indexOf(answered.site());
            if (number > 0 && !(answered.value() instanceof Acknowledgement)) {
                account.gaveUp(number);
            }
        } else if (number > 0 && outcome instanceof Doubtful) {
            account.gaveUp(number);
        }
        run.ended(new Happening.Ended(index, operation, number, start, outcome));
    }

    // -- what it tells

    @Override
    public void on(SwitchEvent event) {
        run.surely(() -> {
            if (event instanceof SwitchEvent.Published published) {
                routed = published.site();
                lastRouted = published.site();
                routedSince = published.at();
                epoch = published.epoch();
            } else if (event instanceof SwitchEvent.Withdrawn withdrawn) {
                routed = null;
                routedSince = withdrawn.at();
            } else if (event instanceof SwitchEvent.Decided decided) {
                wanted = decided.site();
            } else if (event instanceof SwitchEvent.Moved moved) {
                run.moved(moved.switchover());
            }
            run.switched(this, event);
        });
    }

    @Override
    public void inDoubt(InDoubtEntry entry) {
        run.surely(() -> run.happened(new Happening.Doubted(index, entry)));
    }

    @Override
    public void settled(InDoubtEntry entry, Finding finding) {
        run.surely(() -> run.happened(new Happening.Settled(index, entry, finding)));
    }

    // -- the view

    @Override
    public int index() {
        return index;
    }

    @Override
    public String participant() {
        return participant;
    }

    @Override
    public @Nullable Site routed() {
        return routed;
    }

    @Override
    public long routedSince() {
        return routedSince;
    }

    @Override
    public Epoch epoch() {
        return epoch;
    }

    @Override
    public @Nullable Site lastRouted() {
        return lastRouted;
    }

    @Override
    public Site wanted() {
        Site decided = wanted;
        return decided == null ? sites.get(0) : decided;
    }

    @Override
    public long heldUntil() {
        return heldUntil;
    }

    @Override
    public long declaredAt() {
        return declaredAt;
    }

    @Override
    public long startedAt() {
        return startedAt;
    }

    @Override
    public long answeredAt() {
        return answeredAt;
    }

    @Override
    public int answeredBy() {
        return answeredBy;
    }

    @Override
    public long foundServing(int site) {
        return foundServing[site];
    }

    @Override
    public InDoubtRegister inDoubt() {
        return register;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public long submissions() {
        return submitted;
    }
}

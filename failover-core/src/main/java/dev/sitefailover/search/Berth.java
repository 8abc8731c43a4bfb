package dev.sitefailover.search;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.authority.SwitchAuthority;
import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.clearing.Enquiry;
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
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.time.Duration;
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
    private final Attempts attempts = new Attempts();
    private final ProbeLog[] probes;

    Berth(Run run, ClientSystem system, int index) {
        this.run = run;
        this.system = system;
        this.index = index;
        this.participant = "P" + (index + 1);
        this.runtime = run.time();
        this.sites = run.siteList();
        this.settings = run.scenario().client();
        this.probes = new ProbeLog[sites.size()];
        for (int i = 0; i < probes.length; i++) {
            probes[i] = new ProbeLog();
        }
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
                return probes[site].asked(run.now(), endpoint.send(request));
            }
            if (request instanceof Submission submission) {
                return submitted(endpoint, site, submission);
            }
            run.happened(new Happening.Sent(index, site, request, false));
            return endpoint.send(request);
        };
    }

    private CompletionStage<Reply> submitted(Endpoint endpoint, int site, Submission submission) {
        boolean again = attempts.mayHaveTakenEffect(submission.number());
        run.happened(new Happening.Sent(index, site, submission, again));
        CompletionStage<Reply> answer = endpoint.send(submission);
        attempts.made(submission.number(), answer);
        return answer;
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
        Call call = run.began(this, operation, number);
        client().call(operation, key, function, call);
    }

    void ended(Call call, Outcome<Reply> outcome) {
        long number = call.number();
        if (outcome instanceof Answered<Reply> answered) {
            answeredAt = run.now();
            answeredBy = run.indexOf(answered.site());
            if (number > 0 && !(answered.value() instanceof Acknowledgement)) {
                account.gaveUp(number);
            }
        } else if (number > 0 && outcome instanceof Doubtful) {
            account.gaveUp(number);
        }
        run.ended(new Happening.Ended(index, call.operation(), number, call.startedAt(), outcome));
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
        return probes[site].foundServing();
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

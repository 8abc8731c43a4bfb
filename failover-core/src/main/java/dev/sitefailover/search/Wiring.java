package dev.sitefailover.search;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.SiteFailoverBuilder;
import dev.sitefailover.authority.SwitchAuthority;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.runtime.Telling;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a client system is given at its start: the sites, the ways to them, the settings, and who wants to know. A client
 * system of another make takes what it needs and tells {@link #listener()} what it does, as far as it can: invariants
 * about moves see no more than is told there, those about calls and submissions see what is on the wire.
 */
public final class Wiring {
    /** Background enquiries. */
    public static final Operation ENQUIRY = Operation.readOnly("enquiry");

    /** Background submissions; their key is the submission's. */
    public static final Operation SUBMISSION = Operation.once("submit");

    private final Berth berth;
    private final @Nullable String startAt;

    Wiring(Berth berth, @Nullable String startAt) {
        this.berth = berth;
        this.startAt = startAt;
    }

    /** Which gateway this is, from 0. */
    public int gateway() {
        return berth.index;
    }

    /** The participant it speaks for. */
    public String participant() {
        return berth.participant;
    }

    /** The run's time. */
    public EngineRuntime runtime() {
        return berth.runtime;
    }

    /** In order of preference. */
    public List<Site> sites() {
        return berth.sites;
    }

    /** The settings of the scenario. */
    public ClientSettings settings() {
        return berth.settings;
    }

    /** The way to the sites; whatever is sent there is observed. */
    public Connector<Endpoint> connector() {
        return berth.connector;
    }

    /** Grants the gateway's epochs, also those of its next start. */
    public SwitchAuthority authority() {
        return berth.authority;
    }

    /** The register of what is in doubt, also of the start before. */
    public InDoubtRegister register() {
        return berth.register;
    }

    /** Hears on the search's behalf. */
    public FailoverListener listener() {
        return berth;
    }

    /** Asks a site for its position: serving, standby, or down when anything else comes back or nothing. */
    public HealthProbe<Endpoint> probe() {
        return new PositionProbe(berth.participant);
    }

    /** Asks a site what became of a submission. */
    public Reconciler<Endpoint> reconciler() {
        String participant = berth.participant;
        return (endpoint, entry) -> {
            Submission submission = Submission.ofKey(entry.key());
            return submission == null
                    ? CompletableFuture.completedFuture(Finding.UNKNOWN)
                    : found(endpoint.send(new FindSubmission(participant, submission.number(), entry.sentAt())));
        };
    }

    /** The policy that the settings name. */
    public FailoverPolicy policy() {
        ClientSettings client = berth.settings;
        Failback failback =
                client.failback() == Mode.AUTOMATIC ? Failback.automatic(client.stableFor()) : Failback.declared();
        return client.failover() == Mode.AUTOMATIC ? FailoverPolicy.automatic(failback) : FailoverPolicy.declared();
    }

    /** The engine with everything set as above, not started yet; change what is to be different. */
    public SiteFailoverBuilder<Endpoint> builder() {
        return builder(connector());
    }

    /** Likewise, with another way to the sites, which goes around {@link #connector()}. */
    public SiteFailoverBuilder<Endpoint> builder(Connector<Endpoint> around) {
        SiteFailoverBuilder<Endpoint> builder = SiteFailover.using(around)
                .runtime(runtime())
                .sites(sites())
                .authority(authority())
                .register(register())
                .probe(probe())
                .probing(Settling.probing(berth.settings))
                .calls(Settling.calls(berth.settings))
                .policy(policy())
                .reconciler(SUBMISSION, reconciler())
                .listener(listener());
        return startAt == null ? builder : builder.startAt(startAt);
    }

    /** A stage that throws makes an exception with a stack trace of each failure, and enquiries fail by the dozen. */
    private static CompletionStage<Finding> found(CompletionStage<Reply> answer) {
        CompletableFuture<Finding> finding = new CompletableFuture<>();
        Telling.tell(answer, (reply, error) -> {
            if (error != null) {
                finding.completeExceptionally(error);
            } else if (reply instanceof FoundSubmission found) {
                finding.complete(
                        switch (found.disposition()) {
                            case APPLIED -> Finding.APPLIED;
                            case ABSENT -> Finding.ABSENT;
                            case UNKNOWN -> Finding.UNKNOWN;
                        });
            } else {
                finding.completeExceptionally(new EndpointException(
                        Delivery.REFUSED, "the site answered " + reply.status() + " to an enquiry"));
            }
        });
        return finding;
    }
}

package dev.sitefailover.rehearsal;

import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.runtime.Telling;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One participant's probe: a ping without a logon, counted and journalled in the participant's order of events. */
final class ParticipantProbe implements HealthProbe<Endpoint> {
    private static final ProbeResult STANDBY = ProbeResult.standby("not promoted");

    private final Participant participant;
    private final List<Site> sites;
    private final Journal journal;
    private final @Nullable Executor order;
    private final ProbePing ping;
    private final Runnable count;

    ParticipantProbe(Participant participant, List<Site> sites) {
        this.participant = participant;
        this.sites = sites;
        this.journal = participant.station.journal();
        this.order = participant.station.order();
        this.ping = new ProbePing(participant.id());
        this.count = () -> participant.tally.probes++;
    }

    @Override
    public CompletionStage<ProbeResult> probe(Endpoint endpoint, Site site) {
        CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
        ask(endpoint, site, (result, error) -> answer.complete(result));
        return answer;
    }

    @Override
    public void ask(Endpoint endpoint, Site site, BiConsumer<@Nullable ProbeResult, @Nullable Throwable> answer) {
        if (order == null) {
            participant.tally.probes++;
        } else {
            order.execute(count);
        }
        Telling.tell(endpoint.send(ping), (reply, error) -> {
            ProbeResult result;
            try {
                result = probed(site, reply, error);
            } catch (RuntimeException e) { // nobody takes orders any more
                answer.accept(null, e);
                return;
            }
            answer.accept(result, null);
        });
    }

    private ProbeResult probed(Site site, @Nullable Reply reply, @Nullable Throwable error) {
        ProbeResult result = reply == null ? ProbeResult.down(String.valueOf(error)) : verdict(reply);
        int health = result.health().ordinal();
        if (order == null) {
            journal.probe(sites.indexOf(site), health);
        } else {
            order.execute(() -> journal.probe(sites.indexOf(site), health));
        }
        return result;
    }

    private static ProbeResult verdict(Reply reply) {
        if (reply instanceof Pong pong) {
            return pong.position() == Position.SERVING ? ProbeResult.serving() : STANDBY;
        }
        return ProbeResult.down("the site answered " + reply.status());
    }
}

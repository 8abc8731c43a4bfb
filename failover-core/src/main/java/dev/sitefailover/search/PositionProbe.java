package dev.sitefailover.search;

import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.runtime.Telling;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Site;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Asks a site for its position, without a logon. */
final class PositionProbe implements HealthProbe<Endpoint> {
    private static final ProbeResult STANDBY = ProbeResult.standby("not promoted");

    private final ProbePing ping;

    PositionProbe(String participant) {
        this.ping = new ProbePing(participant);
    }

    @Override
    public CompletionStage<ProbeResult> probe(Endpoint endpoint, Site site) {
        return endpoint.send(ping).handle(PositionProbe::result);
    }

    @Override
    public void ask(Endpoint endpoint, Site site, BiConsumer<@Nullable ProbeResult, @Nullable Throwable> answer) {
        Telling.tell(endpoint.send(ping), (reply, error) -> answer.accept(result(reply, error), null));
    }

    private static ProbeResult result(@Nullable Reply reply, @Nullable Throwable error) {
        if (reply instanceof Pong pong) {
            return pong.position() == Position.SERVING ? ProbeResult.serving() : STANDBY;
        }
        return ProbeResult.down(reply == null ? String.valueOf(error) : "the site answered " + reply.status());
    }
}

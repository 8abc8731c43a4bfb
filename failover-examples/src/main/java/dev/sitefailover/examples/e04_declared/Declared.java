package dev.sitefailover.examples.e04_declared;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The organiser announces a move; the operator declares it early, and it is made when the secondary opens. */
public final class Declared {
    private Declared() {}

    static List<String> run() {
        Simulation organiser = Simulation.seeded(1).start();
        List<String> story = new ArrayList<>();
        try (SiteFailover<Endpoint> client = SiteFailover.using(organiser.connector("P001"))
                .runtime(organiser.time())
                .sites(organiser.addresses())
                .policy(FailoverPolicy.declared())
                .probe((endpoint, site) -> endpoint.send(new ProbePing("P001"))
                        .thenApply(reply ->
                                reply instanceof Pong pong && pong.position().health() == Health.SERVING
                                        ? ProbeResult.serving()
                                        : ProbeResult.standby("not promoted")))
                .start()) {
            organiser.time().await(client.whenRouted());

            CompletionStage<SwitchOutcome> move = client.switchTo(
                    "secondary",
                    SwitchRequest.graceful()
                            .drainFor(Duration.ofSeconds(5))
                            .awaitPromotionFor(Duration.ofMinutes(30))
                            .because("practice session"));
            organiser.runFor(Duration.ofMinutes(10));
            story.add("minute 10: routed to " + client.status().routed());

            organiser.site("secondary").promote();
            story.add(organiser.time().await(move).kind() + " to "
                    + client.status().routed());

            client.hold(Duration.ofHours(1), "until the practice session is over");
            story.add("held for " + client.status().heldFor());
            return List.copyOf(story);
        }
    }

    public static void main(String[] args) {
        run().forEach(System.out::println);
    }
}

package dev.sitefailover.examples.e02_simulate;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The primary dies at minute 10, the organiser opens the secondary at minute 30; nobody touches the client. */
public final class Simulate {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");

    private Simulate() {}

    static List<String> run(long seed) {
        Simulation organiser = Simulation.seeded(seed).start();
        List<String> story = new ArrayList<>();
        try (SiteFailover<Endpoint> client = SiteFailover.using(organiser.connector("P001"))
                .runtime(organiser.time())
                .sites(organiser.addresses())
                .probe((endpoint, site) -> endpoint.send(new ProbePing("P001")).thenApply(Simulate::health))
                .listener(event -> {
                    if (event instanceof SwitchEvent.Published published) {
                        story.add("routed to " + published.site() + " in epoch " + published.epoch());
                    }
                })
                .start()) {
            organiser.at(Duration.ofMinutes(10), () -> organiser.site("primary").inflict(Fault.crash()));
            organiser.at(
                    Duration.ofMinutes(30), () -> organiser.site("secondary").promote());

            organiser.runFor(Duration.ofMinutes(20));
            story.add("minute 20: " + enquire(organiser, client));
            organiser.runFor(Duration.ofMinutes(20));
            story.add("minute 40: " + enquire(organiser, client));
            return List.copyOf(story);
        }
    }

    private static String enquire(Simulation organiser, SiteFailover<Endpoint> client) {
        CompletionStage<Outcome<Reply>> call =
                client.tryCallAsync(ENQUIRY, null, endpoint -> endpoint.send(new Enquiry("P001", 10)));
        Outcome<Reply> outcome = organiser.time().await(call);
        return outcome instanceof Outcome.Answered<Reply> answered ? "answered by " + answered.site() : "no route";
    }

    private static ProbeResult health(Reply reply) {
        return reply instanceof Pong pong && pong.position().health() == Health.SERVING
                ? ProbeResult.serving()
                : ProbeResult.standby("not promoted");
    }

    public static void main(String[] args) {
        run(1).forEach(System.out::println);
    }
}

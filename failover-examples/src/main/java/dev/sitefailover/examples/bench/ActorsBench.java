package dev.sitefailover.examples.bench;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.SiteSettings;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Reply;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an hour of blocking code costs: ten gateways, ten calls a second each, the primary hanging after a third of it. */
public final class ActorsBench {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final int GATEWAYS = 10;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration REPEATED = Duration.ofMinutes(1);

    private String threads = "";
    private long calls;
    private long failed;
    private long handOvers;
    private long waits;

    private ActorsBench() {}

    /**
     * Runs an hour several times and a minute many times.
     *
     * @param rounds hours that are measured
     * @param repeats minutes whose traces are compared
     * @return whether all traces were the same
     */
    public static boolean run(int rounds, int repeats, PrintWriter out) {
        double[] seconds = new double[rounds];
        String first = "";
        boolean same = true;
        ActorsBench hour = new ActorsBench();
        for (int i = 0; i < rounds; i++) {
            hour = new ActorsBench();
            long started = System.nanoTime();
            String digest = hour.live(Duration.ofHours(1));
            seconds[i] = (System.nanoTime() - started) / 1e9;
            same &= first.isEmpty() || first.equals(digest);
            first = digest;
            out.printf(Locale.ROOT, "hour %d: %.2f s%n", i + 1, seconds[i]);
            out.flush();
        }
        Arrays.sort(seconds);
        double median = seconds[rounds / 2];
        out.printf(
                Locale.ROOT,
                "an hour of %d actors on %s threads, Java %s: median %.2f s (%.2f - %.2f)%n",
                GATEWAYS,
                hour.threads,
                Runtime.version().feature(),
                median,
                seconds[0],
                seconds[rounds - 1]);
        out.printf(
                Locale.ROOT,
                "%,d calls, %,d failed; %,d waits, %,d hand-offs: %.2f a call; %.2f us a call%n",
                hour.calls,
                hour.failed,
                hour.waits,
                hour.handOvers,
                (double) hour.handOvers / hour.calls,
                median * 1e6 / hour.calls);
        return isTheSame(repeats, out) && same;
    }

    private static boolean isTheSame(int repeats, PrintWriter out) {
        String first = new ActorsBench().live(REPEATED);
        int different = 0;
        for (int i = 1; i < repeats; i++) {
            different += new ActorsBench().live(REPEATED).equals(first) ? 0 : 1;
        }
        out.printf("%d repeats of a minute: %d differ; trace %s%n", repeats, different, first);
        return different == 0;
    }

    private String live(Duration lasting) {
        Simulation organiser = Simulation.seeded(3)
                .site(SiteSettings.of("primary").servingAlways())
                .site(SiteSettings.of("secondary").servingAlways())
                .start();
        VirtualTime time = organiser.time();
        List<SiteFailover<Endpoint>> clients = new ArrayList<>();
        organiser.at(lasting.dividedBy(3), () -> organiser.site("primary").inflict(Fault.hang()));
        try (Actors actors = Actors.on(time)) {
            for (int i = 0; i < GATEWAYS; i++) {
                String participant = String.format(Locale.ROOT, "P%03d", i);
                SiteFailover<Endpoint> client = client(organiser, participant);
                clients.add(client);
                actors.start(participant, () -> {
                    threads = Thread.currentThread().getClass().getName().contains("Virtual") ? "virtual" : "platform";
                    while (time.nanoTime() < lasting.toNanos()) {
                        enquire(client, time, participant);
                        actors.sleep(PAUSE);
                    }
                });
            }
            actors.join();
            clients.forEach(SiteFailover::close);
            handOvers = actors.handOvers();
            waits = actors.waits();
            return organiser.trace().digest();
        }
    }

    /** An ordinary blocking call: it waits for the reply on this very thread. */
    private void enquire(SiteFailover<Endpoint> client, VirtualTime time, String participant) {
        Outcome<Reply> outcome =
                client.tryCall(ENQUIRY, null, endpoint -> time.await(endpoint.send(new Enquiry(participant, 1))));
        calls++;
        boolean answered = outcome instanceof Outcome.Answered<Reply> answer && answer.value() instanceof Records;
        failed += answered ? 0 : 1;
    }

    private static SiteFailover<Endpoint> client(Simulation organiser, String participant) {
        return SiteFailover.using(organiser.connector(participant))
                .runtime(organiser.time())
                .sites(organiser.addresses())
                .probe((endpoint, site) -> endpoint.send(new ProbePing(participant))
                        .thenApply(reply ->
                                reply instanceof Pong pong && pong.position().health() == Health.SERVING
                                        ? ProbeResult.serving()
                                        : ProbeResult.standby("closed")))
                .start();
    }
}

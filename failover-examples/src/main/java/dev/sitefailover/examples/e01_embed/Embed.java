package dev.sitefailover.examples.e01_embed;

import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.SwitchRequest;
import dev.sitefailover.health.HealthProbe;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Reconciler;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;

/** One submission before the move and one after it. */
public final class Embed {
    private static final Site PRIMARY = Site.of("primary", "https://primary.example");
    private static final Site SECONDARY = Site.of("secondary", "https://secondary.example");

    // README: begin
    static final Operation SUBMIT = Operation.once("submit");

    static List<String> run(Ccass.Organiser organiser) {
        try (var ccass = SiteFailover.connecting(site -> organiser.connect(site.address()))
                .sites(PRIMARY, SECONDARY)
                .probe(HealthProbe.blocking(
                        c -> c.openForBusiness() ? ProbeResult.serving() : ProbeResult.standby("not promoted")))
                .reconciler(
                        SUBMIT,
                        Reconciler.blocking(
                                (c, entry) -> c.find(entry.key()).isPresent() ? Finding.APPLIED : Finding.ABSENT))
                .start()) {

            ccass.whenRouted().toCompletableFuture().join();
            String before = ccass.call(SUBMIT, "order-1", c -> c.submit("order-1"));

            organiser.promote(SECONDARY);
            SwitchOutcome move = ccass.switchTo(
                            "secondary",
                            SwitchRequest.graceful()
                                    .awaitPromotionFor(Duration.ofMinutes(30))
                                    .because("practice session"))
                    .toCompletableFuture()
                    .join();
            String after = ccass.call(SUBMIT, "order-2", c -> c.submit("order-2"));

            return List.of(before, "move " + move.kind(), after);
        }
    }
    // README: end

    private Embed() {}

    public static void main(String[] args) {
        run(new Ccass.Organiser()).forEach(System.out::println);
    }
}

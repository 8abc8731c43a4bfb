package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceWordsTest {
    private final Simulation organiser = Simulation.seeded(1)
            .site(SiteSettings.of("primary"))
            .site(SiteSettings.of("secondary").trailing(Duration.ofHours(1)))
            .start();

    @Test
    void whatSitesDoIsToldInSentences() {
        List<String> told = new ArrayList<>();
        organiser
                .trace()
                .observeAll((number, nanos, type, actor, a, b, text) ->
                        told.add(organiser.inWords(new TraceRecord(number, nanos, type.name(), actor, a, b, text))));
        organiser.time().await(organiser.endpoint("P007", "primary").send(new Submission("P007", 1)));
        InflictedFault crash = organiser.site("primary").inflict(Fault.crash());
        organiser.site("secondary").promote();
        crash.lift();
        organiser.site("primary").resynchroniseFrom(organiser.site("secondary"));
        organiser.trace().record(TraceType.of("mine"), -1, "hello");
        organiser.trace().record(TraceType.of("figures"), 1, 5, 6);
        assertThat(told)
                .containsExactly(
                        "submission 1 of P007 applied at primary",
                        "crash begins at primary",
                        "primary is down",
                        "secondary serves without 1 acknowledged submission of P007",
                        "primary closes and stands by",
                        "secondary is promoted and serves",
                        "crash is over at primary",
                        "primary is up again",
                        "primary is resynchronised from secondary",
                        "mine: hello",
                        "secondary: figures 5 6");
    }

    @Test
    void whoAccompaniesATraceGoesOnSeeingItWhenAnotherObserves() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        List<String> observer = new ArrayList<>();
        organiser.trace().accompany((number, nanos, type, actor, a, b, text) -> first.add(type.name()));
        organiser.trace().observe((number, nanos, type, actor, a, b, text) -> observer.add(type.name()));
        organiser.trace().accompany((number, nanos, type, actor, a, b, text) -> second.add(type.name()));
        organiser.site("primary").inflict(Fault.hang());
        organiser.trace().record(TraceType.of("explains-nothing"), 0, 0, 0);
        assertThat(first).containsExactly("fault-inflicted").isEqualTo(second).isEqualTo(observer);
    }
}

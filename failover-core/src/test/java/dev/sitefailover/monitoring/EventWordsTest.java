package dev.sitefailover.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventWordsTest {

    static Class<?>[] kinds() {
        return SwitchEvent.class.getPermittedSubclasses();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfEventHasASentenceOfItsOwn(Class<?> kind) {
        assertThat(EventWords.of(Samples.of(kind)))
                .doesNotContain(kind.getSimpleName() + "[")
                .doesNotContain("\n");
    }

    @Test
    void aSentenceNamesWhatItIsAbout() {
        Site primary = Site.of("primary");
        assertThat(EventWords.of(new SwitchEvent.HealthChanged(1, primary, Health.SERVING, Health.DOWN)))
                .isEqualTo("primary is DOWN, was SERVING");
        assertThat(EventWords.of(new SwitchEvent.Published(1, primary, new Epoch(3))))
                .isEqualTo("calls go to primary in epoch 3");
        assertThat(EventWords.of(
                        new SwitchEvent.Held(1, 1 + Duration.ofMinutes(5).toNanos(), "drill")))
                .isEqualTo("automatic moves are held for PT5M: drill");
    }

    @Test
    void stepsBetweenTheStagesOfAMoveDoNotMatter() {
        assertThat(EventWords.matters(Samples.of(SwitchEvent.PhaseChanged.class)))
                .isFalse();
        assertThat(EventWords.matters(Samples.of(SwitchEvent.Moved.class))).isTrue();
    }
}

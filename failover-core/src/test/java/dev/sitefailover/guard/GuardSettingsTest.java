package dev.sitefailover.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardSettingsTest {
    private static final GuardSettings DEFAULT = GuardSettings.DEFAULT;

    @Test
    void messagesNameTheFieldItsValueAndTheBound() {
        assertThatThrownBy(() -> DEFAULT.withWindow(0, 1, 50)).hasMessage("window must be 1 to 100000, was 0");
        assertThatThrownBy(() -> DEFAULT.withWindow(10, 11, 50)).hasMessage("minimumCalls must be 1 to 10, was 11");
        assertThatThrownBy(() -> DEFAULT.withWindow(10, 5, 0))
                .hasMessageContaining("failurePercent")
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> DEFAULT.withWindow(10, 5, Float.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> DEFAULT.withTrials(17)).hasMessage("trials must be 1 to 16, was 17");
        assertThatThrownBy(() -> DEFAULT.withFailuresInARow(0)).hasMessageContaining("failuresInARow");
        assertThatThrownBy(() -> DEFAULT.withOpenFor(Duration.ofNanos(5)))
                .hasMessage("openFor must be at least 1 ms, was PT0.000000005S");
        assertThatThrownBy(() -> DEFAULT.withTrialTimeout(Duration.ZERO)).hasMessageContaining("trialTimeout");
        assertThatThrownBy(() -> RetrySettings.DEFAULT.withMaxAttempts(0))
                .hasMessage("maxAttempts must be >= 1, was 0");
    }

    @Test
    void copiesChangeOneThing() {
        assertThat(DEFAULT.withTrials(5).withTrials(3)).isEqualTo(DEFAULT);
        assertThat(DEFAULT.withOpenFor(Duration.ofSeconds(9)).openFor()).hasSeconds(9);
    }
}

package dev.sitefailover.control;

import static dev.sitefailover.control.Driver.A;
import static dev.sitefailover.control.Driver.B;
import static dev.sitefailover.site.Health.DOWN;
import static dev.sitefailover.site.Health.SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.policy.Situation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every operator override can expire. */
class OverridesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Driver d = Driver.attached(FailoverPolicy.automatic());

    @Test
    void a_hold_blocks_forced_moves_until_it_expires() {
        d.health(B, SERVING).input(new Input.Hold(d.now + HOUR.toNanos(), "freeze"));
        d.health(A, DOWN);
        d.passes(HOUR.minusNanos(1));
        assertThat(d.route()).isEqualTo(A);
        d.passes(Duration.ofNanos(1)).answerAll();
        assertThat(d.route()).isEqualTo(B);
        assertThat(d.events(SwitchEvent.Released.class)).singleElement().matches(SwitchEvent.Released::expired);
    }

    @Test
    void a_release_ends_a_hold_at_once() {
        d.health(B, SERVING).input(new Input.Hold(d.now + HOUR.toNanos(), "freeze"));
        d.health(A, DOWN).input(new Input.Release()).answerAll();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void a_hold_during_a_move_does_not_stop_it_halfway() {
        d.health(B, SERVING).health(A, DOWN);
        d.input(new Input.Hold(d.now + HOUR.toNanos(), "freeze")).answerAll();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void an_excluded_site_is_not_chosen_until_the_exclusion_expires() {
        d.health(B, SERVING).input(new Input.Exclude(B, d.now + HOUR.toNanos(), "suspect"));
        d.health(A, DOWN).calls(true).answerAll();
        d.passes(HOUR.minusNanos(1));
        assertThat(d.route()).isNull();
        d.passes(Duration.ofNanos(1)).answerAll();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void an_exclusion_can_be_ended() {
        d.health(B, SERVING).input(new Input.Exclude(B, d.now + HOUR.toNanos(), "suspect"));
        d.health(A, DOWN);
        d.input(new Input.Include(B)).answerAll();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void no_override_outlives_the_longest_override() {
        d.input(new Input.Hold(Situation.NEVER, "for ever")).input(new Input.Exclude(B, Situation.NEVER, "for ever"));
        d.health(B, SERVING).health(A, DOWN);
        d.passes(SwitchSettings.defaults().longestOverride()).answerAll();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void an_override_that_is_over_before_it_begins_is_none() {
        d.input(new Input.Hold(d.now, "too late")).input(new Input.Exclude(B, d.now - 1, "too late"));
        assertThat(d.last).isEmpty();
    }
}

package dev.sitefailover.control;

import static dev.sitefailover.control.Driver.A;
import static dev.sitefailover.control.Driver.B;
import static dev.sitefailover.site.Health.DOWN;
import static dev.sitefailover.site.Health.SERVING;
import static dev.sitefailover.site.Health.STANDBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.policy.FailoverPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls go to the assigned site whenever it serves; that is no failover. */
class AttachingTest {
    private static final FailoverPolicy AUTOMATIC = FailoverPolicy.automatic();
    private static final FailoverPolicy DECLARED = FailoverPolicy.declared();

    @Test
    void at_the_start_calls_go_nowhere_until_the_assigned_site_serves() {
        Driver d = new Driver(DECLARED, SwitchSettings.defaults(), A, B);
        d.input(new Input.Start(A)).health(B, SERVING).health(A, STANDBY);
        assertThat(d.phase()).isEqualTo(Phase.DETACHED);
        d.health(A, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(A);
        assertThat(d.epoch()).isEqualTo(1);
        assertThat(d.events(SwitchEvent.Moved.class)).as("a start is no move").isEmpty();
    }

    @Test
    void the_initial_site_need_not_be_the_preferred_one() {
        Driver d = new Driver(AUTOMATIC, SwitchSettings.defaults(), A, B);
        d.input(new Input.Start(B)).health(A, SERVING).health(B, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void calls_go_to_a_site_only_after_it_was_verified() {
        Driver d = new Driver(DECLARED, SwitchSettings.defaults(), A, B);
        d.input(new Input.Start(A)).health(A, SERVING);
        d.answerUpTo(Effect.Verify.class);
        assertThat(d.route()).isNull();
        d.answer();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void a_returning_site_is_attached_to_in_the_same_epoch_in_declared_mode_too() {
        Driver d = Driver.attached(DECLARED);
        d.health(A, STANDBY).answerAll();
        assertThat(d.route()).isNull();
        d.health(A, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(A);
        assertThat(d.epoch()).isEqualTo(1);
        assertThat(d.events(SwitchEvent.Moved.class)).isEmpty();
    }

    @Test
    void a_hold_does_not_keep_from_attaching() {
        Driver d = Driver.attached(AUTOMATIC);
        d.input(new Input.Hold(d.now + Duration.ofHours(1).toNanos(), "change freeze"));
        d.health(A, STANDBY).answerAll();
        d.health(A, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void probes_alone_do_not_close_the_route_when_there_is_no_other_site() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(A, DOWN).answerAll();
        assertThat(d.route()).as("probes may be wrong").isEqualTo(A);
        d.health(A, SERVING);
        assertThat(d.unanswered).isEmpty();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void a_dead_site_is_not_retried_by_every_call() {
        Driver d = Driver.attached(AUTOMATIC);
        d.calls(true);
        assertThat(d.route()).as("calls alone may be wrong too").isEqualTo(A);
        d.health(A, DOWN).answerAll();
        assertThat(d.route()).isNull();
        assertThat(d.phase()).isEqualTo(Phase.DETACHED);
        d.health(A, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void a_demoted_site_is_left_even_without_another_one() {
        Driver d = Driver.attached(DECLARED);
        d.health(A, STANDBY);
        assertThat(d.effects(Effect.Withdraw.class)).hasSize(1);
        d.answerAll();
        assertThat(d.phase()).isEqualTo(Phase.DETACHED);
    }

    @Test
    void a_failed_logon_is_taken_back_and_tried_again_later_and_later_but_within_the_bound() {
        SwitchSettings settings = SwitchSettings.defaults().withRetry(Duration.ofSeconds(1), Duration.ofSeconds(4));
        Driver d = new Driver(DECLARED, settings, A, B);
        d.input(new Input.Start(A)).health(A, SERVING);
        long[] waits = {1, 2, 4, 4, 4};
        for (long wait : waits) {
            d.failActivation();
            assertThat(d.phase()).isEqualTo(Phase.DETACHED);
            assertThat(d.state.reviewAt() - d.now)
                    .isEqualTo(Duration.ofSeconds(wait).toNanos());
            d.passes(Duration.ofSeconds(wait));
            assertThat(d.phase()).isEqualTo(d.epoch() == 0 ? Phase.CLAIMING : Phase.ACTIVATING);
        }
        d.answerAll();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void a_site_that_opens_anew_gets_a_fresh_chance() {
        Driver d = new Driver(DECLARED, SwitchSettings.defaults(), A, B);
        d.input(new Input.Start(A)).health(A, SERVING);
        d.failActivation();
        d.health(A, DOWN).health(A, SERVING);
        assertThat(d.unanswered).isNotEmpty();
        d.answerAll();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void a_claim_that_is_denied_is_tried_again() {
        Driver d = new Driver(DECLARED, SwitchSettings.defaults(), A, B);
        d.input(new Input.Start(A)).health(A, SERVING);
        Effect.Claim claim = d.answerUpTo(Effect.Claim.class);
        d.unanswered.clear();
        d.input(new Input.Denied(claim.procedure(), "the authority is away"));
        d.passes(SwitchSettings.defaults().retryAfter()).answerAll();
        assertThat(d.route()).isEqualTo(A);
    }
}

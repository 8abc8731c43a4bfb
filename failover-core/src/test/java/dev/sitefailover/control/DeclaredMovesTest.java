package dev.sitefailover.control;

import static dev.sitefailover.control.Driver.A;
import static dev.sitefailover.control.Driver.B;
import static dev.sitefailover.control.Driver.C;
import static dev.sitefailover.control.SwitchOutcome.Kind.ALREADY_THERE;
import static dev.sitefailover.control.SwitchOutcome.Kind.FAILED;
import static dev.sitefailover.control.SwitchOutcome.Kind.REFUSED;
import static dev.sitefailover.control.SwitchOutcome.Kind.SUPERSEDED;
import static dev.sitefailover.control.SwitchOutcome.Kind.SWITCHED;
import static dev.sitefailover.site.Health.DOWN;
import static dev.sitefailover.site.Health.SERVING;
import static dev.sitefailover.site.Health.STANDBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.site.Site;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeclaredMovesTest {
    private static final FailoverPolicy DECLARED = FailoverPolicy.declared();
    private static final SwitchRequest GRACEFUL = SwitchRequest.graceful().because("practice session");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final SwitchRequest AWAITING = GRACEFUL.awaitPromotionFor(HALF_AN_HOUR);
    private static final SwitchSettings SETTINGS = SwitchSettings.defaults();

    private final Driver d = Driver.attached(DECLARED);

    @Test
    void a_declared_move_to_a_serving_site_drains_and_switches() {
        d.health(B, SERVING);
        long request = d.request(B, GRACEFUL.drainFor(Duration.ofSeconds(3)));
        assertThat(d.effects(Effect.Drain.class)).singleElement().matches(e -> e.bound()
                .equals(Duration.ofSeconds(3)));
        d.answerAll();
        assertThat(d.outcome(request)).isEqualTo(SWITCHED);
        assertThat(d.switchover().declared()).isTrue();
        assertThat(d.switchover().lossDetectedAt())
                .as("nothing was lost in a planned move")
                .isNull();
        assertThat(d.switchover().cause()).isEqualTo("practice session");
    }

    @Test
    void an_abrupt_move_does_not_drain() {
        d.health(B, SERVING).request(B, SwitchRequest.abrupt());
        assertThat(d.phase()).isEqualTo(Phase.DEACTIVATING);
    }

    @Test
    void declaring_where_calls_go_already_is_done_at_once() {
        long request = d.request(A, GRACEFUL);
        assertThat(d.outcome(request)).isEqualTo(ALREADY_THERE);
        assertThat(d.epoch()).isEqualTo(1);
    }

    @Test
    void the_same_declaration_twice_is_one_move() {
        d.health(B, SERVING);
        long first = d.request(B, GRACEFUL);
        long second = d.request(B, GRACEFUL);
        d.answerAll();
        assertThat(d.outcome(first)).isEqualTo(SWITCHED);
        assertThat(d.outcome(second)).isEqualTo(SWITCHED);
        assertThat(d.epoch()).isEqualTo(2);
    }

    @Test
    void a_declaration_joins_an_automatic_move_to_the_same_site() {
        Driver auto = Driver.attached(FailoverPolicy.automatic());
        auto.health(B, SERVING).health(A, DOWN);
        long request = auto.request(B, GRACEFUL);
        auto.answerAll();
        assertThat(auto.outcome(request)).isEqualTo(SWITCHED);
        assertThat(auto.epoch()).isEqualTo(2);
    }

    @Test
    void a_site_that_does_not_serve_fails_the_declaration_at_once() {
        d.health(B, STANDBY);
        long request = d.request(B, GRACEFUL);
        assertThat(d.outcome(request)).isEqualTo(FAILED);
        assertThat(d.route()).isEqualTo(A);
        assertThat(d.unanswered).isEmpty();
    }

    @Test
    void while_promotion_is_awaited_calls_go_on_to_the_old_site() {
        d.health(B, STANDBY);
        long request = d.request(B, AWAITING);
        d.passes(Duration.ofMinutes(20));
        assertThat(d.outcome(request)).isNull();
        assertThat(d.route()).isEqualTo(A);
        d.health(B, SERVING).answerAll();
        assertThat(d.outcome(request)).isEqualTo(SWITCHED);
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void awaiting_promotion_ends_at_its_bound_and_nothing_has_changed() {
        d.health(B, STANDBY);
        long request = d.request(B, AWAITING);
        d.passes(HALF_AN_HOUR.minusNanos(1));
        assertThat(d.outcome(request)).isNull();
        d.passes(Duration.ofNanos(1));
        assertThat(d.outcome(request)).isEqualTo(FAILED);
        assertThat(d.route()).isEqualTo(A);
        d.health(B, SERVING);
        assertThat(d.unanswered).isEmpty();
    }

    @Test
    void a_newer_declaration_takes_the_place_of_one_that_waits() {
        Driver three = new Driver(DECLARED, SETTINGS, A, B, C);
        three.input(new Input.Start(A)).health(A, SERVING).answerAll();
        long first = three.request(B, AWAITING);
        long second = three.request(C, AWAITING);
        assertThat(three.outcome(first)).isEqualTo(SUPERSEDED);
        three.health(B, SERVING).health(C, SERVING).answerAll();
        assertThat(three.outcome(second)).isEqualTo(SWITCHED);
        assertThat(three.route()).isEqualTo(C);
    }

    @Test
    void a_declaration_during_another_move_waits_for_its_end() {
        d.health(B, SERVING);
        long there = d.request(B, GRACEFUL);
        long back = d.request(A, GRACEFUL);
        assertThat(d.outcome(back)).isNull();
        d.answerAll();
        assertThat(d.outcome(there)).isEqualTo(SWITCHED);
        assertThat(d.outcome(back)).isEqualTo(SWITCHED);
        assertThat(d.route()).isEqualTo(A);
        assertThat(d.epoch()).isEqualTo(3);
    }

    @Test
    void declaring_to_stay_ends_a_declaration_that_waits() {
        long away = d.request(B, AWAITING);
        long stay = d.request(A, GRACEFUL);
        assertThat(d.outcome(away)).isEqualTo(SUPERSEDED);
        assertThat(d.outcome(stay)).isEqualTo(ALREADY_THERE);
        d.health(B, SERVING);
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void declarations_beat_hold_exclusion_and_damping() {
        long later = d.now + Duration.ofHours(1).toNanos();
        d.health(B, SERVING).input(new Input.Hold(later, "freeze")).input(new Input.Exclude(B, later, "suspect"));
        d.request(B, GRACEFUL);
        d.answerAll();
        d.request(A, GRACEFUL);
        d.answerAll();
        d.request(B, GRACEFUL);
        d.answerAll();
        assertThat(d.route()).isEqualTo(B);
        assertThat(d.epoch()).isEqualTo(4);
    }

    @Test
    void a_failed_declared_move_returns_to_the_old_site_while_it_serves() {
        d.health(B, SERVING);
        long request = d.request(B, GRACEFUL);
        d.failActivation();
        assertThat(d.outcome(request)).isEqualTo(FAILED);
        d.answerAll();
        assertThat(d.route()).isEqualTo(A);
        assertThat(d.epoch())
                .as("epoch 2 was used at b, a comes back with a later one")
                .isEqualTo(3);
        assertThat(d.events(SwitchEvent.Moved.class)).isEmpty();
    }

    @Test
    void a_failed_declared_move_is_tried_again_when_the_old_site_is_closed() {
        d.health(A, STANDBY).answerAll();
        long request = d.request(B, AWAITING);
        d.health(B, SERVING);
        d.failActivation();
        assertThat(d.outcome(request)).as("it may wait").isNull();
        d.passes(SETTINGS.retryAfter());
        d.failActivation();
        d.passes(SETTINGS.retryAfter().multipliedBy(2)).answerAll();
        assertThat(d.outcome(request)).isEqualTo(SWITCHED);
        assertThat(d.switchover().from()).isEqualTo(A);
    }

    @Test
    void a_declaration_stands_even_when_its_first_attempt_failed() {
        d.health(A, STANDBY).answerAll();
        d.health(B, SERVING);
        long request = d.request(B, GRACEFUL);
        d.failActivation();
        assertThat(d.outcome(request)).isEqualTo(FAILED);
        d.passes(SETTINGS.retryAfter()).answerAll();
        assertThat(d.route()).as("a is closed, b is where we were told to be").isEqualTo(B);
    }

    @Test
    void while_promotion_is_awaited_a_closed_old_site_is_left_and_attached_to_again() {
        long request = d.request(B, AWAITING);
        d.health(A, STANDBY).answerAll();
        assertThat(d.route()).isNull();
        d.health(A, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(A);
        d.health(B, SERVING).answerAll();
        assertThat(d.outcome(request)).isEqualTo(SWITCHED);
    }

    @Test
    void while_promotion_is_awaited_a_dead_site_is_still_left_automatically() {
        Driver three = new Driver(FailoverPolicy.automatic(), SETTINGS, A, B, C);
        three.input(new Input.Start(A)).health(A, SERVING).answerAll();
        three.health(C, SERVING);
        long request = three.request(B, AWAITING);
        three.health(A, DOWN).answerAll();
        assertThat(three.route()).isEqualTo(C);
        three.health(B, SERVING).answerAll();
        assertThat(three.outcome(request)).isEqualTo(SWITCHED);
        assertThat(three.route()).isEqualTo(B);
    }

    @Test
    void a_declared_move_to_an_unknown_site_is_refused() {
        assertThat(d.outcome(d.request(Site.of("nowhere"), GRACEFUL))).isEqualTo(REFUSED);
    }

    @Test
    void declared_mode_never_moves_by_itself() {
        d.health(B, SERVING).health(A, DOWN).calls(true).answerAll();
        d.passes(Duration.ofHours(1));
        assertThat(d.route()).isNull();
        assertThat(d.epoch()).isEqualTo(1);
    }
}

package dev.sitefailover.control;

import static dev.sitefailover.control.Driver.A;
import static dev.sitefailover.control.Driver.B;
import static dev.sitefailover.control.Driver.C;
import static dev.sitefailover.site.Health.DOWN;
import static dev.sitefailover.site.Health.SERVING;
import static dev.sitefailover.site.Health.STANDBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.policy.Damping;
import dev.sitefailover.policy.Decision;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.site.Epoch;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AutomaticMovesTest {
    private static final FailoverPolicy AUTOMATIC = FailoverPolicy.automatic();
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final FailoverPolicy RETURNING = FailoverPolicy.automatic(Failback.automatic(STABLE));
    private static final SwitchSettings SETTINGS = SwitchSettings.defaults();

    @Test
    void a_dead_site_is_left_for_one_that_serves_without_draining() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING).health(A, DOWN);
        assertThat(d.effects(Effect.Withdraw.class)).hasSize(1);
        assertThat(d.phase()).isEqualTo(Phase.DEACTIVATING);
        d.answerAll();
        assertThat(d.route()).isEqualTo(B);
        assertThat(d.epoch()).isEqualTo(2);
    }

    @Test
    void a_move_goes_through_its_steps_in_order() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING).health(A, STANDBY);
        assertThat(d.phase()).isEqualTo(Phase.DRAINING);
        for (Phase next :
                new Phase[] {Phase.DEACTIVATING, Phase.CLAIMING, Phase.ACTIVATING, Phase.VERIFYING, Phase.ATTACHED}) {
            d.now += 10;
            d.answer();
            assertThat(d.phase()).isEqualTo(next);
        }
        Switchover s = d.switchover();
        assertThat(s.from()).isEqualTo(A);
        assertThat(s.to()).isEqualTo(B);
        assertThat(s.declared()).isFalse();
        assertThat(s.drainedAt()).isEqualTo(s.decidedAt() + 10);
        assertThat(s.deactivatedAt()).isEqualTo(s.decidedAt() + 20);
        assertThat(s.grantedAt()).isEqualTo(s.decidedAt() + 30);
        assertThat(s.activatedAt()).isEqualTo(s.decidedAt() + 40);
        assertThat(s.publishedAt()).isEqualTo(s.decidedAt() + 50);
    }

    @Test
    void a_standby_site_is_never_moved_to_automatically() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, STANDBY).health(A, DOWN).calls(true).answerAll();
        d.passes(Duration.ofHours(1));
        assertThat(d.route()).isNull();
        d.health(B, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void a_policy_that_wants_a_standby_site_is_not_followed() {
        Driver d = Driver.attached(s -> Decision.forcedMove(B, "I insist"));
        d.health(B, STANDBY).passes(Duration.ofMinutes(1));
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void both_sites_down_then_one_returns_is_followed_at_once() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, DOWN).health(A, DOWN).calls(true).answerAll();
        assertThat(d.route()).isNull();
        d.passes(Duration.ofHours(5));
        d.health(B, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(B);

        d.health(B, DOWN).calls(true).answerAll();
        d.passes(Duration.ofHours(5));
        d.health(B, SERVING).answerAll();
        assertThat(d.route()).as("and the assigned one is attached to").isEqualTo(B);
        assertThat(d.epoch()).isEqualTo(2);
    }

    @Test
    void the_only_survivor_is_not_locked_out_because_calls_failed_there_before() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING).calls(true).answerAll();
        assertThat(d.route()).isEqualTo(B);
        assertThat(d.state.site(A).avoidUntil()).isGreaterThan(d.now);
        d.health(B, DOWN).answerAll();
        assertThat(d.route()).as("a is avoided, but it is the only one").isEqualTo(A);
    }

    @Test
    void the_only_survivor_is_not_locked_out_by_damping() {
        Driver d = Driver.attached(
                RETURNING, SETTINGS.withDamping(new Damping(Duration.ofHours(1), 1, Duration.ofHours(9))));
        d.health(B, SERVING).health(A, DOWN).answerAll();
        d.health(A, SERVING).health(B, DOWN).answerAll();
        d.health(B, SERVING).health(A, DOWN).answerAll();
        assertThat(d.route()).isEqualTo(B);
        assertThat(d.epoch()).isEqualTo(4);
    }

    @Test
    void a_gray_site_is_left_although_probes_pass() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING).calls(true).answerAll();
        assertThat(d.route()).isEqualTo(B);
        assertThat(d.switchover().lossDetectedAt()).isNotNull();
    }

    @Test
    void two_gray_sites_do_not_make_calls_go_to_and_fro() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING).calls(true).answerAll();
        d.calls(true).answerAll();
        assertThat(d.route()).as("a is avoided for a while").isEqualTo(B);
        d.passes(SETTINGS.avoidImpaired().minusNanos(1));
        assertThat(d.route()).isEqualTo(B);
        assertThat(d.unanswered).isEmpty();
        d.passes(Duration.ofNanos(1)).answerAll();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void evidence_of_another_epoch_says_nothing() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING);
        d.input(new Input.Evidence(A, new Epoch(7), true));
        d.input(new Input.Evidence(B, new Epoch(1), true));
        assertThat(d.last).isEmpty();
        d.health(A, DOWN).answerAll();
        d.input(new Input.Evidence(A, new Epoch(1), true));
        assertThat(d.last).isEmpty();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void a_late_answer_of_an_older_epoch_changes_nothing() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING).health(A, DOWN);
        long first = d.state.procedures();
        d.failActivation();
        d.passes(SETTINGS.retryAfter());
        SwitchState before = d.state;
        assertThat(before.procedures()).isGreaterThan(first);
        for (Input late : new Input[] {
            new Input.Drained(first), new Input.Deactivated(first), new Input.Granted(first, new Epoch(9)),
            new Input.Denied(first, ""), new Input.Activated(first), new Input.ActivateFailed(first, ""),
            new Input.Verified(first), new Input.VerifyFailed(first, ""), new Input.Undone(first)
        }) {
            d.input(late);
            assertThat(d.last).as("%s", late).isEmpty();
            assertThat(d.state).isSameAs(before);
        }
    }

    @Test
    void a_failed_move_is_taken_back_before_another_site_is_tried() {
        Driver d = new Driver(AUTOMATIC, SETTINGS, A, B, C);
        d.input(new Input.Start(A)).health(A, SERVING).answerAll();
        d.health(B, SERVING).health(C, SERVING).health(A, DOWN);
        Effect.Activate activate = d.answerUpTo(Effect.Activate.class);
        d.unanswered.clear();
        d.input(new Input.ActivateFailed(activate.procedure(), "logon refused"));
        assertThat(d.unanswered).singleElement().isInstanceOf(Effect.Undo.class);
        d.answerAll();
        assertThat(d.route()).isEqualTo(C);
        assertThat(d.epoch()).as("the failed attempt used an epoch up").isEqualTo(3);
    }

    @Test
    void a_site_that_is_verified_to_be_closed_is_taken_back() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING).health(A, DOWN);
        Effect.Verify verify = d.answerUpTo(Effect.Verify.class);
        d.unanswered.clear();
        d.input(new Input.VerifyFailed(verify.procedure(), "standby"));
        assertThat(d.phase()).isEqualTo(Phase.UNDOING);
        assertThat(d.route()).isNull();
    }

    @Test
    void a_site_that_accepts_the_connection_but_fails_the_logon_counts_as_down() {
        Driver d = new Driver(AUTOMATIC, SETTINGS, A, B);
        d.input(new Input.Start(A)).health(B, SERVING).health(A, SERVING);
        d.failActivation();
        d.answerAll();
        assertThat(d.route()).as("a passes its probes all the time").isEqualTo(B);
        assertThat(d.events(SwitchEvent.Moved.class))
                .as("calls never went to a")
                .isEmpty();
    }

    @Test
    void returning_waits_until_the_preferred_site_has_served_long_enough() {
        Driver d = Driver.attached(RETURNING, SETTINGS.withDamping(new Damping(Duration.ZERO, 9, Duration.ZERO)));
        d.health(B, SERVING).health(A, DOWN).answerAll();
        d.health(A, SERVING);
        d.passes(STABLE.minusNanos(1));
        assertThat(d.route()).isEqualTo(B);
        d.passes(Duration.ofNanos(1)).answerAll();
        assertThat(d.route()).isEqualTo(A);
        assertThat(d.switchover().lossDetectedAt()).isNull();
    }

    @Test
    void damping_holds_elective_moves_back() {
        Duration stay = Duration.ofMinutes(5);
        Driver d = Driver.attached(RETURNING, SETTINGS.withDamping(new Damping(stay, 9, Duration.ZERO)));
        d.health(B, SERVING).health(A, DOWN).answerAll();
        d.health(A, SERVING);
        d.passes(stay.minusNanos(1));
        assertThat(d.route()).isEqualTo(B);
        d.passes(Duration.ofNanos(1)).answerAll();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void so_many_moves_in_a_window_hold_elective_moves_back() {
        Duration window = Duration.ofMinutes(30);
        Driver d = Driver.attached(RETURNING, SETTINGS.withDamping(new Damping(Duration.ZERO, 2, window)));
        d.health(B, SERVING).health(A, DOWN).answerAll();
        long first = d.now;
        d.passes(Duration.ofMinutes(5));
        d.health(A, SERVING).health(B, DOWN).answerAll();
        d.health(B, SERVING).health(A, DOWN).answerAll();
        long latestButOne = first + Duration.ofMinutes(5).toNanos();
        d.health(A, SERVING);
        d.passes(Duration.ofNanos(latestButOne + window.toNanos() - d.now - 1));
        assertThat(d.route()).isEqualTo(B);
        d.passes(Duration.ofNanos(1)).answerAll();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void an_elective_move_by_any_policy_is_damped() {
        FailoverPolicy restless = s -> s.routed() == null
                ? Decision.stay("nowhere")
                : Decision.move(s.assigned().equals(A) ? B : A, "the other one");
        Driver d = Driver.attached(restless, SETTINGS);
        d.health(B, SERVING).answerAll();
        assertThat(d.route()).isEqualTo(B);
        d.passes(SETTINGS.damping().minimumStay().minusNanos(1));
        assertThat(d.route()).isEqualTo(B);
        d.passes(Duration.ofNanos(1)).answerAll();
        assertThat(d.route()).isEqualTo(A);
    }

    @Test
    void a_policy_composed_by_a_lambda_is_asked_again_soon_when_another_site_serves() {
        AtomicBoolean open = new AtomicBoolean();
        FailoverPolicy inHours = s -> open.get() ? AUTOMATIC.decide(s) : Decision.stay("outside business hours");
        Driver d = Driver.attached(inHours);
        d.health(B, SERVING).health(A, DOWN);
        d.passes(Duration.ofMinutes(10));
        assertThat(d.route()).isEqualTo(A);
        open.set(true);
        d.passes(SETTINGS.review()).answerAll();
        assertThat(d.route()).isEqualTo(B);
    }

    @Test
    void a_throwing_policy_counts_as_one_that_stays() {
        Driver d = Driver.attached(s -> {
            throw new IllegalStateException("a policy with a bug");
        });
        d.health(B, SERVING).health(A, DOWN).answerAll();
        assertThat(d.route()).isEqualTo(A);
        assertThat(d.events(SwitchEvent.PolicyFailed.class)).isNotEmpty();
    }

    @Test
    void nothing_is_awaited_while_all_is_well() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(B, SERVING);
        assertThat(d.isAsleep()).isTrue();
    }

    @Test
    void loss_is_detected_once_and_forgotten_when_the_site_recovers() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(A, DOWN);
        d.now += 5;
        d.health(A, SERVING);
        d.now += 5;
        d.health(A, DOWN);
        long second = d.now;
        d.now += 5;
        d.calls(true).answerAll();
        d.now += 5;
        d.health(B, SERVING).answerAll();
        assertThat(d.switchover().lossDetectedAt()).isEqualTo(second);
        assertThat(d.events(SwitchEvent.LossDetected.class)).hasSize(2);
    }

    @Test
    void equal_sites_are_recognised_by_their_id_not_by_identity() {
        Driver d = Driver.attached(AUTOMATIC);
        d.health(dev.sitefailover.site.Site.of("b", "sim:moved"), SERVING)
                .health(A, DOWN)
                .answerAll();
        assertThat(d.route()).isEqualTo(B);
    }
}

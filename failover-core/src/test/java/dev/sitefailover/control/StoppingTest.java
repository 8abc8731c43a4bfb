package dev.sitefailover.control;

import static dev.sitefailover.control.Driver.A;
import static dev.sitefailover.control.Driver.B;
import static dev.sitefailover.site.Health.SERVING;
import static dev.sitefailover.site.Health.STANDBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.policy.FailoverPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingTest {
    private final Driver d = Driver.attached(FailoverPolicy.automatic());

    @Test
    void stopping_closes_the_route_and_leaves_the_site() {
        d.input(Input.Stop.now());
        assertThat(d.route()).isNull();
        assertThat(d.unanswered).singleElement().isInstanceOf(Effect.Deactivate.class);
        d.answerAll();
        assertThat(d.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void stopping_lets_calls_in_flight_finish_when_asked_to() {
        d.input(new Input.Stop(Duration.ofSeconds(5)));
        assertThat(d.unanswered).singleElement().isInstanceOf(Effect.Drain.class);
        d.answerAll();
        assertThat(d.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void stopping_in_any_step_of_a_move_leaves_nothing_logged_on() {
        for (Class<? extends Effect> step : List.of(
                Effect.Drain.class,
                Effect.Deactivate.class,
                Effect.Claim.class,
                Effect.Activate.class,
                Effect.Verify.class)) {
            Driver driver = Driver.attached(FailoverPolicy.automatic());
            driver.health(B, SERVING).health(A, STANDBY).answerUpTo(step);
            driver.input(Input.Stop.now());
            driver.answerAll();
            assertThat(driver.phase()).as("stopped at %s", step.getSimpleName()).isEqualTo(Phase.CLOSED);
        }
    }

    @Test
    void stopping_ends_every_request() {
        d.health(B, SERVING);
        long under = d.request(B, SwitchRequest.graceful());
        long waiting = d.request(A, SwitchRequest.graceful());
        d.input(Input.Stop.now());
        assertThat(d.outcome(under)).isEqualTo(SwitchOutcome.Kind.FAILED);
        assertThat(d.outcome(waiting)).isEqualTo(SwitchOutcome.Kind.FAILED);
    }

    @Test
    void closed_is_final() {
        d.input(Input.Stop.now()).answerAll();
        SwitchState closed = d.state;
        d.health(A, SERVING).health(B, SERVING).input(new Input.Tick()).input(new Input.Start(A));
        d.input(new Input.Hold(d.now + 9, "")).input(Input.Stop.now());
        assertThat(d.state).isSameAs(closed);
        assertThat(d.outcome(d.request(B, SwitchRequest.graceful()))).isEqualTo(SwitchOutcome.Kind.REFUSED);
    }

    @Test
    void requests_before_the_start_are_refused() {
        Driver driver = new Driver(FailoverPolicy.automatic(), SwitchSettings.defaults(), A, B);
        assertThat(driver.outcome(driver.request(B, SwitchRequest.graceful()))).isEqualTo(SwitchOutcome.Kind.REFUSED);
    }
}

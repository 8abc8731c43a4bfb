package dev.sitefailover.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.policy.Damping;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The checker can fail: controllers with a mistake are found out, each by the rule that forbids it. */
class PlantedMistakesTest {
    private static final Duration TICK = ModelledSites.TICK;
    private static final SwitchSettings SETTINGS = SwitchSettings.defaults()
            .withDrain(TICK)
            .withRetry(TICK, TICK)
            .withAvoidImpaired(Duration.ZERO)
            .withReview(TICK)
            .withDamping(new Damping(Duration.ZERO, 1, Duration.ZERO));
    private static final Controller RIGHT = new Controller(FailoverPolicy.automatic(), SETTINGS);

    @Test
    void publishing_before_verifying_is_found() {
        finds("only a site just verified is published", (state, input, now) -> {
            Step step = RIGHT.apply(state, input, now);
            List<Effect> effects = new ArrayList<>(step.effects());
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Verify verify) {
                    effects.add(new Effect.Publish(verify.to(), verify.epoch()));
                }
            }
            return new Step(step.state(), effects);
        });
    }

    @Test
    void moving_without_a_new_epoch_is_found() {
        finds("no two sites are activated in one epoch", (state, input, now) -> {
            Epoch old = state.assignedIn().equals(Epoch.NONE) ? state.epoch().next() : state.assignedIn();
            return rewriting(
                    RIGHT.apply(state, input, now),
                    effect -> effect instanceof Effect.Activate a
                            ? new Effect.Activate(a.procedure(), a.to(), old, a.bound())
                            : effect);
        });
    }

    @Test
    void not_leaving_the_old_site_is_found() {
        finds("at most one site is logged on to", (state, input, now) -> {
            Step step = RIGHT.apply(state, input, now);
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Deactivate d && step.state().phase() == Phase.DEACTIVATING) {
                    return skipping(step, d, new Input.Deactivated(d.procedure()), now);
                }
            }
            return step;
        });
    }

    @Test
    void not_taking_back_a_failed_activation_is_found() {
        finds("closed means logged on nowhere", (state, input, now) -> {
            Step step = RIGHT.apply(state, input, now);
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Undo u && step.state().phase() == Phase.UNDOING) {
                    return skipping(step, u, new Input.Undone(u.procedure()), now);
                }
            }
            return step;
        });
    }

    @Test
    void taking_a_late_answer_for_a_present_one_is_found() {
        finds("an answer of an older procedure changes nothing", (state, input, now) -> {
            Input taken = input instanceof Input.Drained ? new Input.Drained(state.procedures()) : input;
            return RIGHT.apply(state, taken, now);
        });
    }

    @Test
    void never_waking_up_is_found() {
        finds(
                "healing leads to a route",
                (state, input, now) ->
                        input instanceof Input.Tick ? new Step(state, List.of()) : RIGHT.apply(state, input, now));
    }

    @Test
    void leaving_a_site_that_calls_still_go_to_is_found() {
        finds("the route is closed before a site is left", (state, input, now) -> {
            Step step = RIGHT.apply(state, input, now);
            List<Effect> effects = new ArrayList<>(step.effects());
            effects.removeIf(effect -> effect instanceof Effect.Withdraw);
            return new Step(step.state(), effects);
        });
    }

    private static Step rewriting(Step step, UnaryOperator<Effect> change) {
        return new Step(step.state(), step.effects().stream().map(change).toList());
    }

    private static Step skipping(Step step, Effect skipped, Input answer, long now) {
        List<Effect> effects = new ArrayList<>(step.effects());
        effects.remove(skipped);
        Step next = RIGHT.apply(step.state(), answer, now);
        effects.addAll(next.effects());
        return new Step(next.state(), effects);
    }

    private static void finds(String rule, Machine wrong) {
        ModelledSites model = new ModelledSites(List.of(Site.of("a"), Site.of("b")), 0, true);
        assertThatThrownBy(() -> new StateSearch(wrong, model, true, 1, 16).run(Integer.MAX_VALUE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(rule);
    }
}

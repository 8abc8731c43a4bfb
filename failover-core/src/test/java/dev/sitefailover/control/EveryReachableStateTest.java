package dev.sitefailover.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.control.StateSearch.Found;
import dev.sitefailover.policy.Damping;
import dev.sitefailover.policy.Failback;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every state that the controller can reach, with every order of answers, failures, interference and time, obeys the
 * rules in {@link Invariants}, and from every one of them a site that serves gets the calls within {@link
 * #HEALING_BOUND} inputs. Limits are one tick, so that few states differ by time alone; each search adds one concern to
 * the common ground (probes, calls as evidence, failing steps, stopping). {@code -Dcontrol.search=deep} adds the
 * searches that join concerns, which take minutes.
 */
class EveryReachableStateTest {
    /** Changes of health, the end of what is under way, taking it back, an override or back-off to run out, one move. */
    private static final int HEALING_BOUND = 16;

    private static final Duration TICK = ModelledSites.TICK;
    private static final List<Site> TWO = List.of(Site.of("a"), Site.of("b"));
    private static final List<Site> THREE = List.of(Site.of("a"), Site.of("b"), Site.of("c"));
    private static final FailoverPolicy AUTOMATIC = FailoverPolicy.automatic();
    private static final FailoverPolicy RETURNING = FailoverPolicy.automatic(Failback.automatic(TICK));
    private static final FailoverPolicy DECLARED = FailoverPolicy.declared();

    private static final SwitchSettings TINY = SwitchSettings.defaults()
            .withDrain(TICK)
            .withRetry(TICK, TICK)
            .withAvoidImpaired(Duration.ZERO)
            .withReview(TICK)
            .withDamping(new Damping(Duration.ZERO, 1, Duration.ZERO));
    private static final SwitchSettings DAMPED =
            TINY.withDamping(new Damping(TICK, 1, TICK)).withRetry(TICK, TICK.multipliedBy(2));
    private static final SwitchSettings AVOIDING = TINY.withAvoidImpaired(TICK);

    @Test
    void two_sites_automatic_with_failback_and_damping() {
        closes("automatic, failback, damping", RETURNING, DAMPED, 0, false);
    }

    @Test
    void two_sites_automatic_with_sites_avoided_because_calls_failed() {
        closes("automatic, impaired sites avoided", AUTOMATIC, AVOIDING, 0, false);
    }

    @Test
    void two_sites_automatic_with_declared_moves() {
        closes("automatic, declared moves", AUTOMATIC, TINY, 1, false);
    }

    @Test
    void two_sites_automatic_with_holds_and_exclusions() {
        closes("automatic, holds and exclusions", AUTOMATIC, TINY, 0, true);
    }

    @Test
    void two_sites_declared() {
        closes("declared", DECLARED, TINY, 1, false);
    }

    @Test
    void three_sites_automatic_to_a_depth_of_8() {
        Found found = search("automatic", THREE, AUTOMATIC, AVOIDING, 0, true, 8);
        assertThat(found.depth()).isEqualTo(8);
    }

    @Test
    @EnabledIfSystemProperty(named = "control.search", matches = "deep")
    void deep_searches_that_join_concerns() {
        closes("declared, two requests at a time", DECLARED, TINY, 2, false);
        closes("declared, holds and exclusions", DECLARED, TINY, 1, true);
        closes("automatic, all but requests", RETURNING, DAMPED.withAvoidImpaired(TICK), 0, true);
        closes("automatic, failback, damping, declared moves", RETURNING, DAMPED, 1, false);
        search("automatic", THREE, AUTOMATIC, AVOIDING, 1, true, 9);
    }

    private static void closes(
            String what, FailoverPolicy policy, SwitchSettings settings, int requests, boolean overrides) {
        Found found = search(what, TWO, policy, settings, requests, overrides, Integer.MAX_VALUE);
        assertThat(found.closed()).as("every reachable state was visited").isTrue();
    }

    private static Found search(
            String what,
            List<Site> sites,
            FailoverPolicy policy,
            SwitchSettings settings,
            int requests,
            boolean overrides,
            int depth) {
        ModelledSites model = new ModelledSites(sites, requests, overrides);
        Controller controller = new Controller(policy, settings);
        Found found = new StateSearch(controller::apply, model, !policy.equals(DECLARED), 1, HEALING_BOUND).run(depth);
        System.out.printf(
                Locale.ROOT,
                "checked %d sites, %s: %,d states, %,d transitions, depth %d%s, healed within %d inputs%n",
                sites.size(),
                what,
                found.worlds(),
                found.transitions(),
                found.depth(),
                found.closed() ? " (all)" : "",
                found.longestHealing());
        return found;
    }
}

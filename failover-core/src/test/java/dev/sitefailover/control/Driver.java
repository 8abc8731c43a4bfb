package dev.sitefailover.control;

import dev.sitefailover.health.SiteHealth;
import dev.sitefailover.policy.FailoverPolicy;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads a controller through a story, answering its effects well unless told otherwise. */
final class Driver {
    static final Site A = Site.of("a");
    static final Site B = Site.of("b");
    static final Site C = Site.of("c");

    private final Controller controller;
    SwitchState state;
    long now = 1_000;
    final List<Effect> last = new ArrayList<>();
    final List<Effect> unanswered = new ArrayList<>();
    final List<SwitchEvent> events = new ArrayList<>();
    final Map<Long, SwitchOutcome> outcomes = new LinkedHashMap<>();
    private long epochs;
    private long requests;

    Driver(FailoverPolicy policy, SwitchSettings settings, Site... sites) {
        controller = new Controller(policy, settings);
        state = SwitchState.initial(List.of(sites));
    }

    /** Two sites, started at the first one, which serves; calls go there in epoch 1. */
    static Driver attached(FailoverPolicy policy) {
        return attached(policy, SwitchSettings.defaults());
    }

    static Driver attached(FailoverPolicy policy, SwitchSettings settings) {
        Driver driver = new Driver(policy, settings, A, B);
        driver.input(new Input.Start(A));
        driver.health(A, Health.SERVING).answerAll();
        return driver;
    }

    Driver input(Input input) {
        Step step = controller.apply(state, input, now);
        state = step.state();
        last.clear();
        last.addAll(step.effects());
        for (Effect effect : last) {
            if (effect instanceof Effect.Announce announce) {
                events.add(announce.event());
            } else if (effect instanceof Effect.Settle settle) {
                outcomes.put(settle.requestId(), settle.outcome());
            } else if (ModelledSites.procedureOf(effect) >= 0) {
                unanswered.add(effect);
            }
        }
        return this;
    }

    Driver health(Site site, Health health) {
        return input(new Input.HealthChanged(site, SiteHealth.of(health, now)));
    }

    Driver calls(boolean fail) {
        return input(new Input.Evidence(routed(), state.assignedIn(), fail));
    }

    long request(Site to, SwitchRequest request) {
        input(new Input.SwitchRequested(++requests, to, request));
        return requests;
    }

    SwitchOutcome.@Nullable Kind outcome(long request) {
        SwitchOutcome outcome = outcomes.get(request);
        return outcome == null ? null : outcome.kind();
    }

    /** Answers the oldest effect that waits. */
    Driver answer() {
        Effect effect = unanswered.remove(0);
        if (effect instanceof Effect.Claim claim) {
            epochs = Math.max(epochs, claim.last().number()) + 1;
            return input(new Input.Granted(claim.procedure(), new Epoch(epochs)));
        }
        return input(ModelledSites.goodAnswer(effect, state));
    }

    Driver answerAll() {
        while (!unanswered.isEmpty()) {
            answer();
        }
        return this;
    }

    /** Answers well up to that kind of effect, which stays unanswered. */
    <T extends Effect> T answerUpTo(Class<T> kind) {
        while (!kind.isInstance(unanswered.get(0))) {
            answer();
        }
        return kind.cast(unanswered.get(0));
    }

    /** Answers well up to the activation of the site, which fails; then takes it back well. */
    Driver failActivation() {
        Effect.Activate activate = answerUpTo(Effect.Activate.class);
        unanswered.remove(0);
        input(new Input.ActivateFailed(activate.procedure(), "logon refused"));
        return answer();
    }

    /** Time passes; ticks come when they were asked for. */
    Driver passes(Duration time) {
        long end = now + time.toNanos();
        while (state.reviewAt() <= end) {
            now = Math.max(now, state.reviewAt());
            input(new Input.Tick());
            if (!unanswered.isEmpty()) {
                break;
            }
        }
        now = Math.max(now, end);
        return this;
    }

    @Nullable
    Site route() {
        return state.routed();
    }

    Phase phase() {
        return state.phase();
    }

    long epoch() {
        return state.assignedIn().number();
    }

    boolean isAsleep() {
        return state.reviewAt() == Situation.NEVER;
    }

    <T extends Effect> List<T> effects(Class<T> kind) {
        return last.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends SwitchEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Switchover switchover() {
        List<SwitchEvent.Moved> moves = events(SwitchEvent.Moved.class);
        return moves.get(moves.size() - 1).switchover();
    }

    private Site routed() {
        Site routed = state.routed();
        if (routed == null) {
            throw new AssertionError("nothing is routed in " + state);
        }
        return routed;
    }
}

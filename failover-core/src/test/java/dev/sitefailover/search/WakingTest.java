package dev.sitefailover.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.search.Happening.Kind;
import dev.sitefailover.search.Invariant.Watch;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A watch that is told of more as soon as it has something to do. */
class WakingTest {
    private static final Scenario SCENARIO = ScenarioSpace.standard()
            .withFaults(ScenarioSpace.standard().faults().withNumber(Range.of(1)))
            .draw(1);

    private static Optional<Violation> run(List<Invariant> invariants) {
        return Trial.of(ClientSystem.siteFailover(), invariants).run(SCENARIO).violation();
    }

    @Test
    void aWatchHearsOfNothingElseUntilItIsWokenAndOfAllAfterwardsOnce() {
        List<Kind> heard = new ArrayList<>();
        Invariant sleeper = Invariant.watching("sleeper", EnumSet.of(Kind.ACTED), world -> new Watch() {
            @Override
            public @Nullable String after(Happening happening) {
                heard.add(happening.kind());
                if (happening.kind() == Kind.ACTED) {
                    world.wake(this, Set.of(Kind.SENT));
                    world.wake(this, Set.of(Kind.SENT));
                }
                return null;
            }
        });
        List<Kind> all = new ArrayList<>();
        Invariant waking = Invariant.watching("waking", EnumSet.of(Kind.ACTED, Kind.SENT), world -> happening -> {
            all.add(happening.kind());
            return null;
        });

        assertThat(run(List.of(sleeper, waking))).isEmpty();

        int first = all.indexOf(Kind.ACTED);
        assertThat(all.subList(0, first)).isNotEmpty();
        assertThat(heard).hasSizeGreaterThan(1).isEqualTo(all.subList(first, all.size()));
    }

    @Test
    void ofTwoThatAreBrokenAtOnceTheFirstInTheListIsNamedAlsoWhenItWokeLater() {
        AtomicBoolean woken = new AtomicBoolean();
        Invariant sleeper = Invariant.watching("sleeper", EnumSet.of(Kind.SWITCHED), world -> new Watch() {
            @Override
            public @Nullable String after(Happening happening) {
                if (happening.kind() == Kind.SENT) {
                    return "sent";
                }
                woken.set(true);
                world.wake(this, Set.of(Kind.SENT));
                return null;
            }
        });
        Invariant other =
                Invariant.watching("other", EnumSet.of(Kind.SENT), world -> happening -> woken.get() ? "sent" : null);

        assertThat(run(List.of(sleeper, other)).map(Violation::invariant)).contains("sleeper");
    }

    @Test
    void whoIsNoWatchOverTheRunIsTurnedDown() {
        Invariant stranger = Invariant.watching("stranger", EnumSet.of(Kind.SENT), world -> happening -> {
            world.wake(anything -> null, Set.of(Kind.SENT));
            return null;
        });

        assertThat(run(List.of(stranger)).map(Violation::message))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("only a watch over this run can be woken"));
    }
}

package dev.sitefailover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where a search ends: when it is told to, at the last seed there is, and with what it keeps. */
class SearchEndsTest {
    private static final Search SEARCH = Search.of(
            ScenarioSpace.standard().withLasting(Duration.ofSeconds(1)).withGateways(Range.of(1)));

    @Test
    void aSearchThatIsStoppedSaysWhichSeedsWereRun() {
        AtomicInteger asked = new AtomicInteger();
        SearchResult result = SEARCH.stopWhen(() -> asked.incrementAndGet() > 5).run(SeedRange.of(1, 1_000_000_000));
        // Asked before the piece and before each of its runs.
        assertThat(result.seeds()).containsExactly(SeedRange.of(1, 4));
    }

    @Test
    void aSearchThatIsStoppedBeforeItStartsRunsNothing() {
        assertThat(SEARCH.threads(2)
                        .stopWhen(() -> true)
                        .run(SeedRange.of(1, 1_000))
                        .seeds())
                .isEmpty();
    }

    @Test
    void aSearchThatFailsEndsThereAndThen() {
        AtomicInteger begun = new AtomicInteger();
        Invariant failing = Invariant.watching("fails when it begins", EnumSet.of(Happening.Kind.CALM), world -> {
            if (begun.incrementAndGet() == 3) {
                throw new IllegalStateException("the third");
            }
            return Invariant.Watch.NOTHING;
        });
        assertThatThrownBy(() -> SEARCH.invariants(List.of(failing)).run(SeedRange.of(1, 1_000_000)))
                .hasMessage("the third");
        assertThat(begun).hasValue(3);
    }

    @Test
    void theLastSeedsOfAllAreRunOnce() {
        SeedRange last = SeedRange.of(Long.MAX_VALUE - 2, Long.MAX_VALUE);
        assertThat(SEARCH.run(last).seeds()).containsExactly(last);
    }

    @Test
    void whatManySeedsBreakDoesNotHideWhatOneBreaks() {
        List<Found> found = new ArrayList<>();
        for (int seed = 1; seed <= SearchResult.MOST_FOUND + 50; seed++) {
            found.add(new Found(seed, new Violation("often", Duration.ZERO, "m"), 1));
        }
        found.add(new Found(1_000, new Violation("rarely", Duration.ZERO, "m"), 1));
        SearchResult result = new SearchResult(List.of(), 0, Duration.ZERO, found, Map.of(), Coverage.NONE);
        assertThat(result.found()).hasSize(SearchResult.MOST_FOUND + 1);
        assertThat(result.found().get(SearchResult.MOST_FOUND - 1).seed()).isEqualTo(SearchResult.MOST_FOUND);
        assertThat(result.found().get(SearchResult.MOST_FOUND).violation().invariant())
                .isEqualTo("rarely");
    }
}

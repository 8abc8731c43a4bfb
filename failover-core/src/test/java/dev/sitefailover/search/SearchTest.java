package dev.sitefailover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.policy.FailoverPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final Search ENGINE = Search.of(ScenarioSpace.standard());
    private static final Search NEVER_MOVES =
            ENGINE.client(ClientSystem.siteFailover(wiring -> wiring.builder().policy(FailoverPolicy.declared())));

    @Test
    void theEngineBreaksNoInvariant() {
        SearchResult result = ENGINE.threads(2).run(SeedRange.of(1, 1_500));

        assertThat(result.found()).isEmpty();
        assertThat(result.runs()).isEqualTo(1_500);
        assertThat(result.coverage().states()).hasSizeGreaterThan(60);
    }

    @Test
    @Tag("slow")
    void theEngineBreaksNoInvariantInManyRuns() {
        SearchResult result = ENGINE.threads(2).run(SeedRange.of(1_000_000, 1_099_999));

        assertThat(result.found()).isEmpty();
    }

    @Test
    void whatASeedComesToDependsOnNothingElse() {
        SeedRange seeds = SeedRange.of(1, 300);
        SearchResult alone = NEVER_MOVES.run(seeds);
        SearchResult together = NEVER_MOVES.threads(2).run(seeds);
        SearchResult parts = SearchResult.NONE;
        List<SeedRange> split = new ArrayList<>(seeds.split(7));
        java.util.Collections.reverse(split);
        for (SeedRange part : split) {
            parts = parts.plus(NEVER_MOVES.run(part));
        }

        assertThat(alone.violations()).isGreaterThan(10);
        assertThat(timeless(together)).isEqualTo(timeless(alone));
        assertThat(timeless(parts)).isEqualTo(timeless(alone));
    }

    private static SearchResult timeless(SearchResult result) {
        return new SearchResult(
                result.seeds(),
                result.operations(),
                Duration.ZERO,
                result.found(),
                result.byInvariant(),
                result.coverage());
    }

    @Test
    void aResultSurvivesTheWayToAnotherMachine() throws Exception {
        SearchResult result = NEVER_MOVES.run(SeedRange.of(1, 50));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(result);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(result);
        }
    }

    @Test
    void seedsThatWereRunTwiceAreNoCampaign() {
        SearchResult one = ENGINE.run(SeedRange.of(1, 2));

        assertThatThrownBy(() -> one.plus(one)).hasMessageContaining("run twice");
    }

    @Test
    void aBudgetThatIsUsedUpEndsTheSearchAndTheResultSaysWhere() {
        SearchResult result = ENGINE.budget(Duration.ZERO).run(SeedRange.of(1, 1_000));

        assertThat(result.runs()).isZero();
        assertThat(result.seeds()).isEmpty();
    }

    @Test
    void rangesAreSplitWithoutAGap() {
        assertThat(SeedRange.of(1, 10).split(3))
                .containsExactly(SeedRange.of(1, 4), SeedRange.of(5, 7), SeedRange.of(8, 10));
        assertThat(SeedRange.of(5, 6).split(9)).containsExactly(SeedRange.of(5, 5), SeedRange.of(6, 6));
        assertThat(SeedRange.joined(SeedRange.of(-3, 4).split(3))).containsExactly(SeedRange.of(-3, 4));
    }

    @Test
    void progressIsToldInOrder() {
        List<SearchProgress> told = new ArrayList<>();
        ENGINE.threads(2).listener(told::add).run(SeedRange.of(1, 600));

        assertThat(told).isNotEmpty().isSortedAccordingTo(java.util.Comparator.comparingLong(SearchProgress::runs));
        assertThat(told.get(told.size() - 1).wanted()).isEqualTo(600);
        assertThat(told.get(told.size() - 1).states()).isPositive();
    }
}

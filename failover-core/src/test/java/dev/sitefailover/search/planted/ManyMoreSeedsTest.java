package dev.sitefailover.search.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.search.Found;
import dev.sitefailover.search.Search;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds of the first seeds holds of others: they were not picked. */
@Tag("slow")
class ManyMoreSeedsTest {
    static final List<PlantedBug> BUGS = PlantedBugs.ALL;
    static final List<PlantedSpace> SPACES = PlantedSpace.ALL;
    private static final int THREADS = 2;
    private static final int ELSEWHERE = 1_000_000;
    private static final int TIMES = 5;

    @ParameterizedTest
    @FieldSource("SPACES")
    void the_real_engine_passes_ten_thousand_seeds(PlantedSpace space) {
        SearchResult result = Search.of(space.space()).threads(THREADS).run(SeedRange.of(1, 10_000));
        assertThat(result.found()).as("of the space \"%s\"", space).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void is_found_again_and_again_among_other_seeds_and_always_for_what_it_is(PlantedBug bug) {
        SeedRange seeds = SeedRange.of(ELSEWHERE, ELSEWHERE + (long) TIMES * bug.seeds() - 1);
        SearchResult result = bug.search().threads(THREADS).run(seeds);
        assertThat(result.violations())
                .as("%s in the space \"%s\"", bug, bug.space())
                .isGreaterThan(1);
        assertThat(result.found())
                .extracting(Found::violation)
                .as("what %s breaks", bug)
                .allSatisfy(violation -> assertThat(bug.oughtToBreak(violation.invariant()))
                        .as("%s", violation)
                        .isTrue());
    }
}

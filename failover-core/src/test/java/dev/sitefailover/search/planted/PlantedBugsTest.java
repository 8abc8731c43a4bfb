package dev.sitefailover.search.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Crew;
import dev.sitefailover.search.Invariant;
import dev.sitefailover.search.Invariants;
import dev.sitefailover.search.Search;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;
import dev.sitefailover.search.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The search proves itself: it finds every planted bug, makes it small, and accuses nobody else. */
class PlantedBugsTest {
    static final List<PlantedBug> BUGS = PlantedBugs.ALL;
    static final List<PlantedSpace> SPACES = PlantedSpace.ALL;
    private static final int MOST_FAULTS = 3;
    private static final AtomicReferenceArray<Optional<Hunt>> HUNTS = new AtomicReferenceArray<>(BUGS.size());

    @BeforeAll
    static void huntThemAll() throws IOException {
        try (Crew crew = Crew.perProcessor()) {
            crew.each(BUGS.size(), i -> HUNTS.set(i, Hunt.after(BUGS.get(i))));
        }
        String rows = BUGS.stream()
                .map(bug -> hunt(bug).map(Hunt::row).orElse("| " + bug + " | not found | | | | | | |"))
                .collect(Collectors.joining("\n"));
        Path target = Files.createDirectories(Path.of("target"));
        Files.writeString(target.resolve("planted-bugs.md"), Hunt.HEAD + "\n" + rows + "\n");
    }

    private static Optional<Hunt> hunt(PlantedBug bug) {
        return HUNTS.get(BUGS.indexOf(bug));
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void is_found_within_the_stated_seeds_by_an_invariant_that_it_ought_to_break(PlantedBug bug) {
        assertThat(hunt(bug))
                .as("%s, within seeds 1 to %d of the space \"%s\"", bug, bug.seeds(), bug.space())
                .isPresent();
        Hunt hunt = hunt(bug).orElseThrow();
        assertThat(bug.oughtToBreak(hunt.violation().invariant()))
                .as(
                        "%s ought to break one of %s; seed %d of the space \"%s\" broke: %s",
                        bug, bug.broken(), hunt.seed(), bug.space(), hunt.violation())
                .isTrue();
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void is_shrunk_to_a_few_faults_that_break_the_same_invariant(PlantedBug bug) {
        Hunt hunt = hunt(bug).orElseThrow();
        assertThat(hunt.minimal().scenario().faults())
                .as(
                        "faults left of seed %d: %s",
                        hunt.seed(), hunt.minimal().scenario().acts())
                .isLessThanOrEqualTo(MOST_FAULTS);
        Violation again =
                bug.search().trial().run(hunt.minimal().scenario()).violation().orElseThrow();
        assertThat(again).isEqualTo(hunt.minimal().violation());
        assertThat(again.invariant()).isEqualTo(hunt.violation().invariant());
    }

    @ParameterizedTest
    @FieldSource("SPACES")
    void the_real_engine_passes_the_same_seeds(PlantedSpace space) {
        int seeds = BUGS.stream()
                .filter(bug -> bug.space().equals(space))
                .mapToInt(PlantedBug::seeds)
                .max()
                .orElseThrow();
        SearchResult result = Search.of(space.space()).threads(2).run(SeedRange.of(1, seeds));
        assertThat(result.runs()).isEqualTo(seeds);
        assertThat(result.found())
                .as("of seeds 1 to %d of the space \"%s\"", seeds, space)
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void the_real_engine_passes_what_is_left_of_it(PlantedBug bug) {
        Hunt hunt = hunt(bug).orElseThrow();
        assertThat(Search.of(bug.space().space())
                        .trial()
                        .run(hunt.minimal().scenario())
                        .violation())
                .as(
                        "the engine in the minimal scenario of \"%s\": %s",
                        bug, hunt.minimal().scenario().acts())
                .isEmpty();
    }

    @Test
    void every_invariant_finds_something() {
        Set<String> idle = new LinkedHashSet<>();
        Invariants.standard().stream().map(Invariant::name).forEach(idle::add);
        BUGS.forEach(
                bug -> hunt(bug).ifPresent(hunt -> idle.remove(hunt.violation().invariant())));
        assertThat(idle).as("invariants that no planted bug breaks").isEmpty();
    }
}

package dev.sitefailover.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForbiddenCallsTest {

    private static final House CORE = new House(House.CORE_ROOT);

    /** The system implementation of the seam, and what talks to real sockets and real people. */
    private static final List<String> LIVE =
            List.of("runtime", "endpoint", "preflight", "rehearsal.live", "proxy", "junit");

    private static final DescribedPredicate<JavaClass> NOT_LIVE =
            describe("are not a live adapter", type -> !LIVE.contains(CORE.roomOf(type)));

    private static final DescribedPredicate<JavaClass> ANY = DescribedPredicate.alwaysTrue();

    @Test
    void onlyTheSystemRuntimeReadsTheMachinesTime() {
        check(NOT_LIVE, Calls.notMake(Calls.TIME), "System.nanoTime()", "Instant.now()");
    }

    @Test
    void onlyTheSystemRuntimeStartsThreadsOrWaits() {
        check(NOT_LIVE, Calls.notMake(Calls.THREADS), "Thread.sleep(long)", "parallelStream()");
    }

    @Test
    void noAsynchronousStageRunsOnTheCommonPool() {
        check(ANY, Calls.nameAnExecutor(), "runAsync(java.lang.Runnable)");
    }

    @Test
    void allChanceComesFromTheSeed() {
        check(ANY, Calls.notMake(Calls.CHANCE), "Math.random()", "java.util.Random.<init>()", "UUID.randomUUID()");
        check(NOT_LIVE, Calls.notMake(Calls.ENTROPY), "java.security.SecureRandom.<init>()");
    }

    @Test
    void logarithmsAndPowersAreStrict() {
        check(ANY, Calls.notMake(Calls.FLOATING_POINT), "Math.log(double)");
    }

    @Test
    void nothingDependsOnTheMachinesLocaleZoneOrCharset() {
        check(ANY, Calls.notMake(Calls.DEFAULTS), "String.toUpperCase()", "String.getBytes()", "String.format(");
    }

    @Test
    void noCollectionHasAnOrderThatDependsOnHashes() {
        check(NOT_LIVE, Calls.notMake(Calls.UNORDERED), "java.util.HashMap.<init>()", "Set.copyOf(");
    }

    @Test
    void theLibraryNeitherPrintsNorEndsTheProgram() {
        check(ANY, Calls.notMake(Calls.PROGRAM), "<java.lang.System.out>", "System.exit(int)");
    }

    @Test
    void noTestSleeps() {
        List<String> sleeping = List.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep");
        classes().should(Calls.notMake(sleeping)).check(House.tests());
        assertThatThrownBy(() -> classes().should(Calls.notMake(sleeping)).check(House.planted()))
                .isInstanceOf(AssertionError.class);
    }

    private static void check(
            DescribedPredicate<JavaClass> where, ArchCondition<JavaClass> condition, String... plantedViolations) {
        classes().that(where).should(condition).check(House.core());
        assertThatThrownBy(() -> classes().should(condition).check(House.planted()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(plantedViolations);
    }
}

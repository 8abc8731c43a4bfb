package dev.sitefailover.architecture;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloorPlanTest {

    private static final House CORE = new House(House.CORE_ROOT);
    private static final House PLANTED = new House(House.PLANTED_ROOT);

    @Test
    void everyClassIsInARoomOfTheFloorPlan() {
        holds(CORE.stayOnTheFloorPlan());
        fails(PLANTED.stayOnTheFloorPlan(), "planted.attic.Attic is in no room");
    }

    @Test
    void aRoomUsesOnlyTheRoomsItMay() {
        holds(CORE.useOnlyRoomsThatMayBeUsed());
        fails(PLANTED.useOnlyRoomsThatMayBeUsed(), "policy must not use control");
    }

    @ParameterizedTest
    @CsvSource({
        "control, authority, false",
        "control, policy, true",
        "simulation, routing, false",
        "simulation, clearing, true",
        "rehearsal, simulation, false",
        "rehearsal.rundown, routing, false",
        "rehearsal.result, rehearsal.rundown, false",
        "rehearsal.report, rehearsal.result, true",
        "rehearsal.report, simulation, false",
        "rehearsal.rundown, document, true",
        "document, rehearsal.rundown, false",
        "search, search.reader, false",
        "search.reader, search, true",
        "rehearsal.simulated, simulation, true",
        "rehearsal, routing, true",
        "rehearsal, rehearsal.simulated, false",
        "rehearsal.report, rehearsal, true",
        "rehearsal.report, rehearsal.simulated, false",
        "routing, simulation, false",
        "routing, guard, true",
        "(root), routing, true",
        "(root), simulation, false",
        "site, runtime, true",
        "runtime, site, false"
    })
    void theArrowsAreThoseOfTheFloorPlan(String from, String to, boolean allowed) {
        assertThat(House.allowed(from).contains(to)).isEqualTo(allowed);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().assignedFrom(ROOMS).should().beFreeOfCycles().check(House.core());
        assertThatThrownBy(() ->
                        slices().assignedFrom(ROOMS).should().beFreeOfCycles().check(House.planted()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
    }

    @Test
    void onlyGuardKnowsResilience4j() {
        holds(CORE.keepToItself("io.github.resilience4j", "guard"));
        fails(PLANTED.keepToItself("io.github.resilience4j", "guard"), "planted.policy.TooEarly");
    }

    @Test
    void onlyTheDocumentRoomKnowsYaml() {
        holds(CORE.keepToItself("org.snakeyaml", "document"));
        fails(PLANTED.keepToItself("org.snakeyaml", "document"), "planted.policy.TooEarly");
    }

    @Test
    void onlyClearingAndTheReportKnowJson() {
        holds(CORE.keepToItself("com.fasterxml.jackson", "clearing", "preflight", "rehearsal.report", "search.report"));
        fails(
                PLANTED.keepToItself(
                        "com.fasterxml.jackson", "clearing", "preflight", "rehearsal.report", "search.report"),
                "planted.policy.TooEarly");
    }

    @Test
    void onlyMonitoringKnowsMicrometerSoThatTheRestRunsWithoutIt() {
        holds(CORE.keepToItself("io.micrometer", "monitoring"));
        fails(PLANTED.keepToItself("io.micrometer", "monitoring"), "planted.policy.TooEarly");
    }

    @Test
    void noProductionClassKnowsATestFramework() {
        for (String framework : new String[] {"org.junit", "org.assertj", "org.awaitility", "com.tngtech.archunit"}) {
            holds(CORE.keepToItself(framework, "junit", "assertj"));
        }
        fails(PLANTED.keepToItself("org.junit", "junit", "assertj"), "planted.policy.TooEarly");
    }

    @Test
    void noSignatureShowsResilience4j() {
        ArchRule rule = methods()
                .that()
                .arePublic()
                .or()
                .areProtected()
                .should()
                .notHaveRawReturnType(nameStartingWith("io.github.resilience4j"));
        rule.check(House.core());
        assertThatThrownBy(() -> rule.check(House.planted())).isInstanceOf(AssertionError.class);
    }

    private static void holds(ArchCondition<JavaClass> condition) {
        classes().should(condition).check(House.core());
    }

    private static void fails(ArchCondition<JavaClass> condition, String message) {
        assertThatThrownBy(() -> classes().should(condition).check(House.planted()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static final SliceAssignment ROOMS = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            House house = PLANTED.contains(type) ? PLANTED : CORE;
            return house.contains(type) ? SliceIdentifier.of(house.roomOf(type)) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "the rooms";
        }
    };
}

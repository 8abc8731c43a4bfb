package dev.sitefailover.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void noPackageIsCalledInternalOrImpl() {
        check(noClasses().should().resideInAnyPackage("..internal..", "..impl.."), "planted.internal");
    }

    @Test
    void noClassIsABagOfFunctions() {
        check(
                noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Impl|Manager)$"),
                "planted.internal.PlantedUtils");
    }

    @Test
    void theRuntimeSeamIsNotMistakenForJavaLangRuntime() {
        noClasses().should().haveSimpleName("Runtime").check(House.core());
    }

    @Test
    void everyPackageSaysWhyItExistsAndIsNullMarked() {
        check(classes().should(beInANullMarkedPackage()), "planted.attic has no package-info that is @NullMarked");
    }

    @Test
    void publicTypesHaveNoPublicFieldThatCanChange() {
        check(
                fields().that().arePublic().should().beFinal().andShould().notHaveRawType(array()),
                "planted.attic.Attic.boxes");
    }

    private static DescribedPredicate<JavaClass> array() {
        return DescribedPredicate.describe("an array", JavaClass::isArray);
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package with a package-info that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)
                        && !type.getName().equals("module-info")) {
                    events.add(violated(type, type.getPackageName() + " has no package-info that is @NullMarked"));
                }
            }
        };
    }

    private static void check(ArchRule rule, String plantedViolation) {
        rule.check(House.core());
        assertThatThrownBy(() -> rule.check(House.planted()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(plantedViolation);
    }
}

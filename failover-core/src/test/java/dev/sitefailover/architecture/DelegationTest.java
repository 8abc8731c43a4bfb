package dev.sitefailover.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.sitefailover.site.Connector;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelegationTest {

    @Test
    void aConnectorAroundAnotherOneLeavesNothingToTheDefaults() {
        List<String> around = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (JavaClass type : House.core()) {
            boolean wraps = type.isAssignableTo(Connector.class)
                    && type.getFields().stream()
                            .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                            .anyMatch(held -> held.isEquivalentTo(Connector.class));
            if (wraps) {
                around.add(type.getSimpleName());
                for (Method method : Connector.class.getMethods()) {
                    boolean declared = Arrays.stream(type.reflect().getDeclaredMethods())
                            .anyMatch(own -> !Modifier.isStatic(own.getModifiers())
                                    && own.getName().equals(method.getName())
                                    && own.getParameterCount() == method.getParameterCount());
                    if (!declared) {
                        left.add(type.getSimpleName() + "." + method.getName());
                    }
                }
            }
        }
        assertThat(around).contains("ByScheme", "Speaking", "AddressedConnector");
        assertThat(left).isEmpty();
    }
}

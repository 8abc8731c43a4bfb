package dev.sitefailover.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The seed a test's simulation, faults and rehearsal draw from. On a method or class it sets the seed; on a parameter of
 * type {@code long} it asks for it.
 *
 * <p>A test's seed is the first of these: the JUnit configuration parameter {@value #PROPERTY} (also as a system property,
 * so {@code mvn test -Dsitefailover.seed=17} replays a run without a change of code); {@code @Seed} on the method; the seed
 * of the repetition under {@link RepeatedOverSeeds}; {@code @Seed} on the class, then on those around it; 1. So a run is the
 * same every time unless somebody wants another one.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SimulationExtension.class)
@SuppressWarnings("exports") // the extension is hidden on purpose
public @interface Seed {

    /** The configuration parameter that rules out all other seeds. */
    String PROPERTY = "sitefailover.seed";

    /** Any number; 1 by default. Not on a parameter. */
    long value() default 1;
}

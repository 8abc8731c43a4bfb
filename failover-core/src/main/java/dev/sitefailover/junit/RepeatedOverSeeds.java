package dev.sitefailover.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for every seed of a range, instead of {@code @Test}: each run is a test called {@code seed 17}
 * with sites, time and faults of its own, and each failure says how to see it again.
 *
 * <pre>{@code
 * @RepeatedOverSeeds(count = 50)
 * @Outage(site = "primary", fault = "flap", at = "PT5M", lasting = "PT10M")
 * void noOrderIsLost(Simulation organiser, @Seed long seed) { ... }
 * }</pre>
 *
 * <p>To run one seed alone, put {@code @Seed(17)} on the method, or set {@code sitefailover.seed} (see {@link Seed}).
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SimulationExtension.class)
@ExtendWith(SeedRepetition.class)
@SuppressWarnings("exports") // the extension is hidden on purpose
public @interface RepeatedOverSeeds {

    /** The configuration parameter, or system property, that replaces every {@link #count()}: for a long run by night. */
    String COUNT_PROPERTY = "sitefailover.seeds";

    /** How many seeds, 1 or more. */
    int count();

    /** The first seed; 1 by default. The others follow one by one. */
    long from() default 1;

    /**
     * After so many failures the rest is not run, so that a broken gateway does not fail ten thousand times; 3 by default,
     * 0: never. What parallel tests had begun by then is reported as skipped.
     */
    int stopAfter() default 3;
}

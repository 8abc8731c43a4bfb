package dev.sitefailover.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The organiser opens a simulated site for business at a time of the test: until then clients find it standing by.
 * Repeatable; those of the class and of the classes around a nested one happen too. See {@link SimulatedSites}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(Promotions.class)
@ExtendWith(SimulationExtension.class)
@SuppressWarnings("exports") // the extension is hidden on purpose
public @interface Promotion {

    /** The site's id. */
    String site();

    /** When, since the start of the simulation, as an ISO-8601 duration; PT0S: from the start. */
    String at();
}

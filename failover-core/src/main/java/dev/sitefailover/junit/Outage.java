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
 * Something goes wrong at a simulated site at a time of the test. Repeatable; those of the class and of the classes around
 * a nested one happen too.
 *
 * <pre>{@code
 * @Outage(site = "primary", at = "PT10M", lasting = "PT20M")
 * @Outage(site = "secondary", fault = "slow, latency: { p50: PT0.05S, p99: PT0.4S }", at = "PT0S")
 * @Outage(site = "primary", fault = "gray, fraction: 0.3, affects: business", at = "PT40M", lasting = "PT5M")
 * }</pre>
 *
 * <p>Wrong values fail the test before it starts, with what is allowed.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(Outages.class)
@ExtendWith(SimulationExtension.class)
@SuppressWarnings("exports") // the extension is hidden on purpose
public @interface Outage {

    /** The site's id. */
    String site();

    /**
     * The fault as an outage step of a rundown writes it: its kind, then its parameters after commas. {@code crash} by
     * default.
     */
    String fault() default "crash";

    /** When, since the start of the simulation, as an ISO-8601 duration; PT0S: from the start. */
    String at();

    /** How long, as an ISO-8601 duration; default: until the test lifts it. */
    String lasting() default "";
}

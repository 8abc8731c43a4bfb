package dev.sitefailover.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every test gets simulated sites of its own, by parameter. On a test class or a method; the nearest one counts, and what
 * an outer class of a nested one says counts inside it too.
 *
 * <pre>{@code
 * @SimulatedSites
 * class GatewayTest {
 *     @Test
 *     @Outage(site = "primary", at = "PT10M", lasting = "PT50M")
 *     @Promotion(site = "secondary", at = "PT30M")
 *     void followsThePromotion(Simulation organiser, Witness witness) {
 *         var gateway = witness.watch(gateway(organiser)); // yours, on organiser.time() and organiser.addresses()
 *         organiser.runFor(Duration.ofMinutes(40));
 *         assertEquals("secondary", String.valueOf(gateway.status().routed()));
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of test, {@code @BeforeEach} and {@code @AfterEach} methods, all of one test belonging together:
 *
 * <ul>
 *   <li>{@code Simulation}; its {@code VirtualTime}, also as {@code EngineRuntime}; {@code List<Site>} and {@code
 *       List<SimulatedSite>} in order of preference
 *   <li>{@code SimulatedSite} by {@link At}, or by the parameter's name where the compiler keeps names ({@code
 *       -parameters}); {@code Site} by {@link At}
 *   <li>{@code Actors}, for blocking code; they are closed after the test
 *   <li>{@code @Seed long}: the test's {@link Seed}
 *   <li>{@link Witness}: closes the test's clients and tells what they did when the test fails
 *   <li>with {@link RundownFile}: {@code Rundown}, {@code Rehearsal}, and {@code Report}
 * </ul>
 *
 * <p>A constructor may ask for them as well, unless one instance serves all tests ({@code PER_CLASS}); there, and in
 * {@code @BeforeAll}, it is an error. Tests may run in parallel: nothing is shared. With {@code @ParameterizedTest} the
 * test's own arguments come first; the tests of a {@code @TestFactory} share what their factory was given. Every
 * repetition of a {@code @RepeatedTest} has the same seed; for others see {@link RepeatedOverSeeds}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SimulationExtension.class)
@SuppressWarnings("exports") // the extension is hidden on purpose
public @interface SimulatedSites {

    /** The sites' ids in order of preference, one or more; the first one serves. */
    String[] value() default {"primary", "secondary"};

    /** Whether every site is open for business without being promoted; default: the first one only. */
    boolean servingAlways() default false;

    /** How far each site's copy of another one's submissions trails, as an ISO-8601 duration; PT0S by default. */
    String replicationLag() default "PT0S";

    /** How many records of production data each participant has, 1 or more; 1,000 by default. */
    int recordsPerParticipant() default 1_000;
}

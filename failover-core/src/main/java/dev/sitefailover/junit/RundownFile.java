package dev.sitefailover.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A rundown for the test, by parameter: {@code Rundown} as read, {@code Rehearsal} ready to run, {@code Report} of the
 * rehearsal, run at the simulated venue with the test's {@link Seed}. On a test class or a method; the nearest one counts.
 *
 * <pre>{@code
 * @Test
 * @RundownFile(value = "rundowns/practice.yaml", participants = 3)
 * void thePracticeSessionPasses(Report report) {
 *     assertEquals(Verdict.PASSED, report.verdict(), () -> String.join("\n", report.reasons()));
 * }
 * }</pre>
 *
 * <p>An error in the rundown fails the test with every problem, each with its line and column.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SimulationExtension.class)
@SuppressWarnings("exports") // the extension is hidden on purpose
public @interface RundownFile {

    /**
     * A resource next to the test class ({@code practice.yaml}), one of the class path ({@code rundowns/practice.yaml}) or a
     * file, from the directory the tests run in; the first one found.
     */
    String value();

    /** How many participants take part instead of those in the file; default: those in the file. */
    int participants() default 0;
}

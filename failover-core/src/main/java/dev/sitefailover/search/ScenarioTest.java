package dev.sitefailover.search;

/**
 * A scenario as a JUnit test to paste: it runs exactly that schedule and fails as long as an invariant is broken, so that
 * it shows the mistake first and keeps it away afterwards. The schedule is in it as the rundown of {@link ScenarioFile};
 * nothing is drawn.
 */
public final class ScenarioTest {
    private ScenarioTest() {}

    /** A test of the engine by the standard invariants. */
    public static String write(Scenario scenario, Violation violation, String className) {
        return write(scenario, violation, className, "Trial.ofEngine()");
    }

    /**
     * A test of another client system, or by other invariants.
     *
     * @param className a Java identifier
     * @param trial the {@link Trial} as Java source, such as {@code Trial.of(MyClient::start, MyInvariants.all())}
     */
    public static String write(Scenario scenario, Violation violation, String className, String trial) {
        String rundown = ScenarioFile.write(scenario, violation)
                .replace("\\", "\\\\")
                .replace("\"\"\"", "\\\"\"\"")
                .stripTrailing();
        return """
                import static org.junit.jupiter.api.Assertions.assertEquals;

                import dev.sitefailover.search.Scenario;
                import dev.sitefailover.search.ScenarioFile;
                import dev.sitefailover.search.Trial;
                import java.nio.charset.StandardCharsets;
                import java.util.Optional;
                import org.junit.jupiter.api.Test;

                /** Found by search: %COMMENT%. */
                class %CLASS% {
                    private static final String RUNDOWN =
                            \"""
                            %RUNDOWN%
                            \""";

                    @Test
                    void %METHOD%() {
                        Scenario scenario = ScenarioFile.read("%CLASS%", RUNDOWN.getBytes(StandardCharsets.UTF_8));

                        assertEquals(Optional.empty(), %TRIAL%.run(scenario).violation());
                    }
                }
                """
                .replace("%COMMENT%", comment(violation.invariant()))
                .replace("%CLASS%", className)
                .replace("%METHOD%", method(violation.invariant()))
                .replace("%TRIAL%", trial)
                .replace("%RUNDOWN%", rundown.replace("\n", "\n            "));
    }

    private static String comment(String text) {
        return text.replace("*/", "* /").replace("\\u", "\\ u");
    }

    /** The invariant's name in camel case. */
    private static String method(String invariant) {
        StringBuilder name = new StringBuilder();
        boolean wordBegins = false;
        for (int i = 0; i < invariant.length(); i++) {
            char c = invariant.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter) {
                name.append(wordBegins && !name.isEmpty() ? Character.toUpperCase(c) : Character.toLowerCase(c));
            }
            wordBegins = !letter;
        }
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "holds" + name : name.toString();
    }
}

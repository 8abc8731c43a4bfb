package dev.sitefailover.junit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How to see a run again. */
final class Replay {

    private Replay() {}

    /** To be pasted into a terminal. */
    static String command(ExtensionContext context, long seed) {
        String method = context.getTestMethod().map(Method::getName).orElse("*");
        return "mvn test -Dtest='" + context.getRequiredTestClass().getName() + "#" + method + "' -D" + Seed.PROPERTY
                + "=" + seed;
    }

    /** Whether the context is one of several invocations of its method. */
    static boolean isOneOfSeveral(ExtensionContext context) {
        return context.getParent().flatMap(ExtensionContext::getTestMethod).isPresent();
    }
}

package dev.sitefailover.examples;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signals by way of the JDK's own handling, which is no part of its API and may be missing. */
final class JdkSignals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private JdkSignals() {}

    /**
     * From now on that is done instead of ending the program. One that was ignored when the program was started, as a
     * hang-up under {@code nohup}, stays ignored.
     *
     * @param name without {@code SIG}
     * @return what puts back what was before; empty where it is not to be had
     */
    static Optional<Runnable> on(String name, Runnable act) {
        try {
            Class<?> signals = Class.forName(SIGNAL);
            Class<?> handlers = Class.forName(HANDLER);
            Object signal = signals.getConstructor(String.class).newInstance(name);
            InvocationHandler acting = (proxy, method, args) -> called(act, proxy, method, args);
            Object handler = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, acting);
            Method handle = signals.getMethod("handle", signals, handlers);
            Object before = handle.invoke(null, signal, handler);
            return Optional.of(() -> restore(handle, signal, before));
        } catch (ReflectiveOperationException | RuntimeException notToBeHad) {
            return Optional.empty();
        }
    }

    private static @Nullable Object called(Runnable act, Object proxy, Method method, Object @Nullable [] args) {
        return switch (method.getName()) {
            case "handle" -> {
                act.run();
                yield null;
            }
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler";
        };
    }

    private static void restore(Method handle, Object signal, Object before) {
        try {
            handle.invoke(null, signal, before);
        } catch (ReflectiveOperationException e) {
            // the program is about to end anyway
        }
    }
}

package dev.sitefailover.examples;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM ask a live run to stop in an orderly way, with the report so far; a second one ends the program at
 * once. By way of the JDK's own signal handling; where that is not to be had, the program's end waits for the report.
 */
final class OrderlyStop implements AutoCloseable {
    private static final int KILLED = 130;
    private static final long PATIENCE_SECONDS = 60;
    /** One stop may arrive as several signals: to the program and to its group. */
    private static final long TWICE_NANOS = 1_000_000_000L;

    private final PrintWriter err;
    private final Map<Object, Object> before = new LinkedHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitEnd, "orderly-stop");
    private volatile long askedAt;
    private volatile boolean asked;

    private OrderlyStop(PrintWriter err) {
        this.err = err;
    }

    static OrderlyStop onSignals(PrintWriter err) {
        OrderlyStop stop = new OrderlyStop(err);
        if (!stop.handle("INT") || !stop.handle("TERM")) {
            Runtime.getRuntime().addShutdownHook(stop.hook);
        }
        return stop;
    }

    boolean isAsked() {
        return asked;
    }

    private void ask() {
        long now = System.nanoTime();
        if (asked) {
            if (now - askedAt > TWICE_NANOS) {
                Runtime.getRuntime().halt(KILLED);
            }
            return;
        }
        askedAt = now;
        asked = true;
        err.println("\nstopping; the report so far will be written (once more: stop at once)");
        err.flush();
    }

    private boolean handle(String signal) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object number = signals.getConstructor(String.class).newInstance(signal);
            InvocationHandler asking = (proxy, method, args) -> handled(proxy, method, args);
            Object handler = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, asking);
            Method handle = signals.getMethod("handle", signals, handlers);
            before.put(number, handle.invoke(null, number, handler));
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private @Nullable Object handled(Object proxy, Method method, Object @Nullable [] args) {
        return switch (method.getName()) {
            case "handle" -> {
                ask();
                yield null;
            }
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "orderly stop";
        };
    }

    private void awaitEnd() {
        ask();
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        before.forEach((signal, handler) -> {
            try {
                Class<?> signals = Class.forName("sun.misc.Signal");
                signals.getMethod("handle", signals, Class.forName("sun.misc.SignalHandler"))
                        .invoke(null, signal, handler);
            } catch (ReflectiveOperationException e) {
                // the program is about to end anyway
            }
        });
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the machine is going down already
        }
    }
}

package dev.sitefailover.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Checks that a connector around another one passes every method on: what is not passed on would not be what ships. */
public final class Delegation {
    private Delegation() {}

    /**
     * Calls every method of a connector made around a recording one, the later ones with a client that it has opened.
     *
     * @param site one that the connector under test passes on to the recording one
     */
    public static void check(Site site, UnaryOperator<Connector<Endpoint>> wrapping) {
        List<String> reached = new ArrayList<>();
        Endpoint inner = request -> new CompletableFuture<>();
        Connector<Endpoint> wrapper = wrapping.apply(recording(reached, inner));
        Endpoint client = wrapper.open(site).toCompletableFuture().join();
        assertThat(reached).containsExactly("open");
        for (Method method : Connector.class.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())
                    || method.getName().equals("open")
                    || method.getName().equals("close")) {
                continue;
            }
            call(method, wrapper, client, site);
            assertThat(reached).as("what reached the connector underneath").contains(method.getName());
        }
        wrapper.close(client);
        assertThat(reached).as("what reached the connector underneath").contains("close");
    }

    private static void call(Method method, Connector<Endpoint> on, Endpoint client, Site site) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            arguments[i] = type == Site.class
                    ? site
                    : type == Epoch.class ? new Epoch(1) : type == Thread.class ? new Thread(() -> {}) : client;
        }
        try {
            method.invoke(on, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(method + " failed", e);
        }
    }

    /** Also checks that it is handed its own client back. */
    @SuppressWarnings("unchecked")
    private static Connector<Endpoint> recording(List<String> reached, Endpoint inner) {
        return (Connector<Endpoint>) Proxy.newProxyInstance(
                Connector.class.getClassLoader(), new Class<?>[] {Connector.class}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : "recording";
                    }
                    reached.add(method.getName());
                    if (method.getParameterTypes()[0] == Object.class) {
                        assertThat(arguments[0])
                                .as("the client of " + method.getName())
                                .isSameAs(inner);
                    }
                    if (method.getName().equals("open")) {
                        return CompletableFuture.completedFuture(inner);
                    }
                    return method.getReturnType() == boolean.class
                            ? true
                            : method.getReturnType() == CompletionStage.class
                                    ? CompletableFuture.completedFuture(null)
                                    : null;
                });
    }
}

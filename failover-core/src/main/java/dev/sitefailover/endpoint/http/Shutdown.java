package dev.sitefailover.endpoint.http;

import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a client and closes its pooled connections now. From Java 21 on the client does so when told. On Java 17 it does
 * so when its selector thread ends, which otherwise happens some time after nobody refers to the client any more; an
 * interrupt ends it at once. The thread carries the client's number in its name, the client in its text.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
    private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

    private Shutdown() {}

    static void now(HttpClient client) {
        try {
            Method shutdown = HttpClient.class.getMethod("shutdownNow");
            shutdown.invoke(client);
        } catch (NoSuchMethodException onJava17) {
            interruptSelector(client);
        } catch (ReflectiveOperationException e) {
            LOG.warn("closing the pooled connections of {} failed", client, e);
        }
    }

    private static void interruptSelector(HttpClient client) {
        Matcher number = NUMBER.matcher(client.toString());
        if (number.find()) {
            String name = "HttpClient-" + number.group(1) + "-SelectorManager";
            for (Thread thread : threads()) {
                if (thread != null && thread.getName().equals(name)) {
                    thread.interrupt();
                    return;
                }
            }
        }
        LOG.debug("{}: no selector thread found; its idle connections close when it is collected", client);
    }

    /** All threads, some places empty. Asking for stack traces as well would stop every thread. */
    private static @Nullable Thread[] threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        for (ThreadGroup parent = root; parent != null; parent = parent.getParent()) {
            root = parent;
        }
        while (true) {
            Thread[] threads = new Thread[root.activeCount() * 2 + 16];
            if (root.enumerate(threads) < threads.length) {
                return threads;
            }
        }
    }
}

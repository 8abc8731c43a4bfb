package dev.sitefailover.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Micrometer is optional: a process without it runs everything but the binder. */
class WithoutMicrometerTest {

    @Test
    void theClientItsEventLogAndItsStatusRunOnAClassPathThatHasNoMicrometer() throws Exception {
        ClassLoader without = new WithoutMicrometer();
        Class<?> run = without.loadClass(Run.class.getName());
        assertThat(run).isNotSameAs(Run.class);
        Callable<?> callable = (Callable<?>) run.getDeclaredConstructor().newInstance();
        assertThat(callable.call()).asString().contains("calls go to primary");
    }

    /** Everything of ours is loaded anew here, so that its links to other classes are looked up here as well. */
    private static final class WithoutMicrometer extends ClassLoader {
        WithoutMicrometer() {
            super(WithoutMicrometerTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.micrometer.")) {
                throw new ClassNotFoundException(name + " is not on this class path");
            }
            if (!name.startsWith("dev.sitefailover.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** What is run there; refers to everything in this room but the metrics. */
    public static final class Run implements Callable<String> {
        @Override
        public String call() {
            try (Pair pair = new Pair(EventLog.create());
                    JmxRegistration registered = JmxRegistration.of(pair.client, "without")) {
                return registered.name() + StatusText.of(pair.client.status());
            }
        }
    }
}

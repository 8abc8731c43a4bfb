package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.guard.GuardSettings.Recording;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an asynchronous call allocates on a healthy route, object by object; and that its successes are known all the same. */
@Timeout(60)
class AsyncAllocationTest {
    private static final Operation ENQUIRY = Operation.readOnly("enquiry");
    private static final Operation SUBMIT = Operation.once("submit");
    private static final int WARM = 20_000;
    private static final int CALLS = 100_000;
    /** With a byte in ten calls for what else the thread may do; the smallest object there is has 16. */
    private static final double NOTHING = 0.1;

    private final EngineRuntime runtime = EngineRuntime.system(1);
    private final CompletionStage<String> known = CompletableFuture.completedFuture("answer");
    private SiteFailover<Site> client = routed(Recording.BEFORE_FAILURES);

    private CompletableFuture<String> open = new CompletableFuture<>();
    private long told;

    private SiteFailover<Site> routed(Recording recording) {
        SiteFailover<Site> started = SiteFailover.<Site>connecting(site -> site)
                .sites(Site.of("a"), Site.of("b"))
                .breaker(GuardSettings.DEFAULT.withRecording(recording))
                .runtime(runtime)
                .start();
        started.whenRouted().toCompletableFuture().join();
        return started;
    }

    @AfterEach
    void end() {
        client.close();
        runtime.close();
    }

    @Test
    void aCallWhoseAnswerIsThereAlreadyIsOneObject() {
        Function<Site, CompletionStage<String>> function = site -> known;
        Class<?> handedOut = client.callAsync(ENQUIRY, null, function).getClass();

        assertThat(allocatedBy(() -> client.callAsync(ENQUIRY, null, function) == null ? 0 : 1))
                .isLessThan(sizeOf(handedOut) + NOTHING);
    }

    /** The JDK cannot tell a listener of a future without making a stage and a completion. */
    @Test
    void aCallThatIsAnsweredLaterIsOneObjectBesideWhatTheJdkMakesToListen() {
        Function<Site, CompletionStage<String>> function = site -> open;
        LongSupplier call = () -> {
            open = new CompletableFuture<>();
            CompletionStage<String> result = client.callAsync(ENQUIRY, null, function);
            open.complete("answer");
            return result.toCompletableFuture().isDone() ? 1 : 0;
        };
        Class<?> handedOut = client.callAsync(ENQUIRY, null, site -> known).getClass();
        double callersOwn = sizeOf(CompletableFuture.class);
        double jdks = sizeOf(CompletableFuture.class)
                + sizeOf(named("java.util.concurrent.CompletableFuture$UniWhenComplete"));

        assertThat(allocatedBy(call)).isLessThan(callersOwn + jdks + sizeOf(handedOut) + NOTHING);
    }

    @Test
    void aCallThatTellsIsOneObjectBesideTheOutcome() {
        Function<Site, CompletionStage<String>> function = site -> known;
        Consumer<Outcome<String>> listener = outcome -> told++;
        double bytes = allocatedBy(() -> {
            long before = told;
            client.tryCallAsync(ENQUIRY, null, function, listener);
            return told - before;
        });

        assertThat(bytes)
                .isLessThan(sizeOf(named("dev.sitefailover.routing.ListenedCall"))
                        + sizeOf(Outcome.Answered.class)
                        + NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void theBreakerOpensAtTheSameFailureHoweverManyCallsSucceededBefore(Recording recording) {
        client.close();
        client = routed(recording);
        succeed(50);
        for (int i = 1; i <= GuardSettings.DEFAULT.failuresInARow(); i++) {
            assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.CLOSED);
            fail(i);
        }
        assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.OPEN);
    }

    @Test
    void aSuccessBetweenFailuresIsKnownAlthoughItWasOnlyCounted() {
        int inARow = GuardSettings.DEFAULT.failuresInARow();
        succeed(50);
        for (int i = 0; i < 3 * inARow; i++) {
            if (i % (inARow - 1) == 0) {
                succeed(10);
            }
            fail(i);
        }
        assertThat(client.status().site("a").breaker()).isEqualTo(Guard.State.CLOSED);
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            client.callAsync(ENQUIRY, null, site -> known).toCompletableFuture().join();
        }
    }

    private void fail(int number) {
        Outcome<String> outcome = client.<String>tryCallAsync(
                        SUBMIT,
                        "key-" + number,
                        site -> CompletableFuture.failedFuture(new java.io.IOException("reset")))
                .toCompletableFuture()
                .join();
        assertThat(outcome.isAnswered()).isFalse();
    }

    /** Bytes per call, of very many. */
    private static double allocatedBy(LongSupplier call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long me = Thread.currentThread().getId();
        long done = 0;
        for (int i = 0; i < WARM; i++) {
            done += call.getAsLong();
        }
        long before = threads.getThreadAllocatedBytes(me);
        for (int i = 0; i < CALLS; i++) {
            done += call.getAsLong();
        }
        double bytes = (threads.getThreadAllocatedBytes(me) - before) / (double) CALLS;
        assertThat(done).isEqualTo(WARM + CALLS);
        return bytes;
    }

    /** What an object of that class takes, its fields laid out without gaps: header, fields, up to the next eight bytes. */
    private static double sizeOf(Class<?> type) {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        boolean compressed =
                Boolean.parseBoolean(machine.getVMOption("UseCompressedOops").getValue());
        int size = Boolean.parseBoolean(
                        machine.getVMOption("UseCompressedClassPointers").getValue())
                ? 12
                : 16;
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    size += sizeOfField(field.getType(), compressed);
                }
            }
        }
        return (size + 7) / 8 * 8;
    }

    private static int sizeOfField(Class<?> type, boolean compressed) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == boolean.class || type == byte.class) {
            return 1;
        }
        return type == int.class || type == float.class || (!type.isPrimitive() && compressed)
                ? Integer.BYTES
                : Long.BYTES;
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}

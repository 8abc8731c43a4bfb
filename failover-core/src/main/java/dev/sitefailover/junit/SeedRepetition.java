package dev.sitefailover.junit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.TestWatcher;

/** A test per seed; the seeds are handed out one by one, so that what is not begun after too many failures never is. */
final class SeedRepetition implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return Declared.onMethod(context, RepeatedOverSeeds.class).isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        RepeatedOverSeeds asked =
                Declared.onMethod(context, RepeatedOverSeeds.class).orElseThrow();
        Optional<ChosenSeed> alone = ChosenSeed.alone(context);
        long first = alone.map(ChosenSeed::value).orElse(asked.from());
        long count = alone.isPresent() ? 1 : count(context, asked);
        if (count < 1 || asked.stopAfter() < 0 || Long.MAX_VALUE - count < first) {
            throw new ExtensionConfigurationException("@RepeatedOverSeeds(count = " + count + ", from = " + first
                    + ", stopAfter = " + asked.stopAfter()
                    + "): allowed are a count of 1 or more, as far as there are numbers, and stopAfter of 0 or more");
        }
        Failures failures = new Failures(asked.stopAfter());
        return LongStream.range(first, first + count)
                .takeWhile(seed -> !failures.areTooMany())
                .mapToObj(seed -> new Turn(seed, first + count - 1, failures));
    }

    private static long count(ExtensionContext context, RepeatedOverSeeds asked) {
        return context.getConfigurationParameter(RepeatedOverSeeds.COUNT_PROPERTY)
                .map(value -> ChosenSeed.number(RepeatedOverSeeds.COUNT_PROPERTY, value))
                .orElse((long) asked.count());
    }

    /** Of one method's seeds; they may run in parallel. */
    record Failures(int most, AtomicInteger number) {
        Failures(int most) {
            this(most, new AtomicInteger());
        }

        boolean areTooMany() {
            return most > 0 && number.get() >= most;
        }
    }

    /** One seed's turn. */
    record Turn(long seed, long last, Failures failures) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Given(this));
        }

        /** Whether the one that fails now is the last to run. */
        boolean endsIt() {
            return failures.most() > 0 && failures.number().get() + 1 >= failures.most() && seed < last;
        }
    }

    /** Gives the seed to one test, whoever asks first: its constructor or what comes before the test. */
    private record Given(Turn turn)
            implements TestInstancePreConstructCallback, BeforeEachCallback, ExecutionCondition, TestWatcher {

        @Override
        public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
            return ExtensionContextScope.TEST_METHOD;
        }

        @Override
        public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
            give(context);
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            give(context);
        }

        private void give(ExtensionContext context) {
            TestRun.store(context).put(Turn.class, turn);
        }

        /** Those that a parallel run had begun already. */
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return turn.failures().areTooMany()
                    ? ConditionEvaluationResult.disabled(
                            turn.failures().most() + " seeds have failed; see stopAfter of @RepeatedOverSeeds")
                    : ConditionEvaluationResult.enabled("not too many seeds have failed");
        }

        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
            turn.failures().number().incrementAndGet();
        }
    }
}

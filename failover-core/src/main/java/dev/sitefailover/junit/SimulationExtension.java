package dev.sitefailover.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Behind every annotation of this room. Without state: each test's is in the store of that test's context. */
final class SimulationExtension
        implements ParameterResolver, BeforeEachCallback, AfterEachCallback, InvocationInterceptor {

    /** So that a constructor, too, is given what belongs to the test it is called for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.need(parameter) != null;
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Parameters.Need need = Parameters.need(parameter);
        if (need == null) {
            throw new ParameterResolutionException("not supported: " + parameter.getParameter());
        }
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    Parameters.name(parameter) + " belongs to one test, and here there is"
                            + " none: ask for it in a test, @BeforeEach or @AfterEach method, not in @BeforeAll, @AfterAll or the"
                            + " constructor of a class with one instance for all tests (PER_CLASS)");
        }
        return need.from(TestRun.of(context));
    }

    /** What is wrong with an annotation is said before the test does anything. */
    @Override
    public void beforeEach(ExtensionContext context) {
        TestRun.of(context);
    }

    /** Here and not in an exception handler: what failed in {@code @BeforeEach} and {@code @AfterEach} is told, too. */
    @Override
    public void afterEach(ExtensionContext context) {
        TestRun run = TestRun.soFar(context);
        if (run == null) {
            return;
        }
        try {
            context.getExecutionException().ifPresent(failure -> WhatHappened.tell(failure, run, context));
        } finally {
            run.close();
        }
    }

    /** A dynamic test fails by itself: its factory, whose test this is, does not hear of it. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            ExtensionContext factory = factory(context);
            TestRun run = TestRun.soFar(factory);
            if (run != null) {
                WhatHappened.tell(failure, run, factory);
            }
            throw failure;
        }
    }

    private static ExtensionContext factory(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isEmpty() && at.getParent().isPresent()) {
            at = at.getParent().get();
        }
        return at;
    }
}

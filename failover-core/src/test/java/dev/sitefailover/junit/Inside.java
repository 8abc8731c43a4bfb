package dev.sitefailover.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** A test class run inside a test, with nothing from the outside: its results are what is looked at. */
final class Inside {
    private final EngineExecutionResults results;

    private Inside(EngineExecutionResults results) {
        this.results = results;
    }

    /** @param configuration names and values in turn */
    static Inside run(Class<?> tests, String... configuration) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests));
        for (int i = 0; i < configuration.length; i += 2) {
            kit.configurationParameter(configuration[i], configuration[i + 1]);
        }
        return new Inside(kit.execute());
    }

    EngineExecutionResults results() {
        return results;
    }

    long passed() {
        return results.testEvents().succeeded().count();
    }

    long failed() {
        return results.testEvents().failed().count();
    }

    /** What failed, tests and containers, in order. */
    List<Throwable> failures() {
        return results.allEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .toList();
    }

    /** The one failure. */
    Throwable failure() {
        List<Throwable> failures = failures();
        if (failures.size() != 1) {
            throw new AssertionError("expected one failure, there were " + failures.size() + ": " + failures);
        }
        return failures.get(0);
    }

    /** What the one failure tells besides itself. */
    String story() {
        return story(failure());
    }

    static String story(Throwable failure) {
        List<String> told = List.of(failure.getSuppressed()).stream()
                .filter(WhatHappened.class::isInstance)
                .map(Throwable::getMessage)
                .toList();
        if (told.size() != 1) {
            throw new AssertionError("expected one story with " + failure + ", there were " + told.size());
        }
        return told.get(0);
    }

    /** The names of the tests that were started, in order. */
    List<String> names() {
        return results.testEvents()
                .started()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .toList();
    }
}

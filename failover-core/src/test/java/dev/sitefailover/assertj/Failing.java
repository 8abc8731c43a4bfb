package dev.sitefailover.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Reads the whole message of an assertion that fails. */
final class Failing {
    private Failing() {}

    static void assertFailure(ThrowingCallable assertion, String message) {
        AssertionError failure = catchThrowableOfType(AssertionError.class, assertion);
        assertThat(failure).as("the assertion failed").isNotNull();
        assertThat(failure.getMessage()).isEqualTo("\n" + message.stripTrailing());
    }
}

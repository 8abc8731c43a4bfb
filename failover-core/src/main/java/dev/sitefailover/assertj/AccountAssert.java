package dev.sitefailover.assertj;

import dev.sitefailover.simulation.Account;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what a participant's submissions came to, by the simulated organiser's and the client's knowledge
 * together: {@code assertThat(organiser.account("P001")).hasLostNothing().hasDuplicatedNothing()}.
 */
public class AccountAssert extends AbstractAssert<AccountAssert, Account> {

    /** Use {@link FailoverAssertions#assertThat(Account)}. */
    public AccountAssert(Account actual) {
        super(actual, AccountAssert.class);
    }

    /** The participant knows that so many different submissions took effect. */
    public AccountAssert hasAcknowledged(long submissions) {
        isNotNull();
        if (actual.acknowledged() != submissions) {
            fail("Expecting " + Words.count(submissions, "submission") + " to be acknowledged, but "
                    + isOrAre(actual.acknowledged()) + ".");
        }
        return this;
    }

    /** No acknowledged submission was undone by a move or a resynchronisation. */
    public AccountAssert hasLostNothing() {
        isNotNull();
        if (actual.lost() > 0) {
            fail("Expecting no acknowledged submission to be lost, but " + isOrAre(actual.lost()) + ", the oldest "
                    + Words.duration(actual.rpo())
                    + " old when its site shut down.\nThe organiser's sites replicate with"
                    + " a lag: what was acknowledged shortly before a crash has to be compared and submitted again.");
        }
        return this;
    }

    /** No submission took effect twice. */
    public AccountAssert hasDuplicatedNothing() {
        isNotNull();
        if (actual.duplicated() > 0) {
            fail("Expecting every submission to take effect once, but " + Words.count(actual.duplicated(), "effect")
                    + (actual.duplicated() == 1 ? " was" : " were")
                    + " repeated.\nSomebody sent again what was in doubt, to a site that does not look at keys.");
        }
        return this;
    }

    private static String isOrAre(long count) {
        return count + (count == 1 ? " is" : " are");
    }

    private void fail(String message) {
        failWithMessage(
                "%s",
                "\n" + message + "\nThe account: " + actual.acknowledged() + " acknowledged, " + actual.lost()
                        + " lost, " + actual.duplicated() + " repeated, rpo " + Words.duration(actual.rpo()) + ".");
    }
}

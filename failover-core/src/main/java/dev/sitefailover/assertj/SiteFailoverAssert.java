package dev.sitefailover.assertj;

import dev.sitefailover.FailoverStatus;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.Phase;
import dev.sitefailover.monitoring.StatusText;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a client as it is now; about what it has done, see {@link FailoverRecording}. A failure shows the
 * client's status.
 */
public class SiteFailoverAssert extends AbstractAssert<SiteFailoverAssert, SiteFailover<?>> {

    /** Use {@link FailoverAssertions#assertThat(SiteFailover)}. */
    public SiteFailoverAssert(SiteFailover<?> actual) {
        super(actual, SiteFailoverAssert.class);
    }

    /** Calls go to that site. */
    public SiteFailoverAssert isRoutedTo(String site) {
        FailoverStatus status = status();
        Site routed = status.routed();
        if (routed == null || !routed.id().equals(site)) {
            fail("Expecting calls to go to " + site + ", but they go " + where(routed) + ".", status);
        }
        return this;
    }

    /** Calls have nowhere to go. */
    public SiteFailoverAssert isRoutedNowhere() {
        FailoverStatus status = status();
        Site routed = status.routed();
        if (routed != null) {
            fail("Expecting calls to go nowhere, but they go " + where(routed) + ".", status);
        }
        return this;
    }

    /** The assignment has that epoch. */
    public SiteFailoverAssert isInEpoch(long epoch) {
        FailoverStatus status = status();
        if (status.epoch().number() != epoch) {
            fail("Expecting epoch " + epoch + ", but the assignment has epoch " + status.epoch() + ".", status);
        }
        return this;
    }

    /** It sees that site in that health. */
    public SiteFailoverAssert sees(String site, Health health) {
        FailoverStatus status = status();
        Health seen = status.site(site).health();
        if (seen != health) {
            fail("Expecting the client to see " + site + " " + health + ", but it sees it " + seen + ".", status);
        }
        return this;
    }

    /** Calls go to the assigned site, no switch is under way, and no call waits or is under way. */
    public SiteFailoverAssert isSettled() {
        FailoverStatus status = status();
        if (status.phase() != Phase.ATTACHED) {
            fail("Expecting the client to be settled, but it is " + status.phase() + ".", status);
        } else if (status.inFlight() > 0) {
            fail(
                    "Expecting the client to be settled, but " + Words.count(status.inFlight(), "call")
                            + (status.inFlight() == 1 ? " has" : " have") + " no outcome yet.",
                    status);
        }
        return this;
    }

    /** Its register of calls in doubt is empty. */
    public SiteFailoverAssert hasNothingInDoubt() {
        FailoverStatus status = status();
        List<InDoubtEntry> entries = actual.inDoubt().entries();
        if (!entries.isEmpty()) {
            StringBuilder message = new StringBuilder("Expecting nothing to be in doubt, but ")
                    .append(Words.count(entries.size(), "call"))
                    .append(entries.size() == 1 ? " is:" : " are:");
            entries.stream().limit(10).forEach(entry -> message.append("\n  - ").append(entry));
            if (entries.size() > 10) {
                message.append("\n  - and ").append(entries.size() - 10).append(" more");
            }
            fail(message.toString(), status);
        }
        return this;
    }

    private static String where(@Nullable Site routed) {
        return routed == null ? "nowhere" : "to " + routed;
    }

    private FailoverStatus status() {
        isNotNull();
        return actual.status();
    }

    private void fail(String message, FailoverStatus status) {
        failWithMessage(
                "%s",
                "\n" + message + "\nThe client now: " + StatusText.of(status).stripTrailing());
    }
}

package dev.sitefailover.examples.e08_fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FixTest {

    @Test
    void withNumbersKeptTheSessionBringsWhatTheNewSiteMissedAndDuplicatesAreRecognised() throws Exception {
        Account account = Fix.run(SequencePolicy.KEEP);
        everyOrderIsThereOnce(account);
        assertThat(account.foundApplied()).isEqualTo(5);
        assertThat(account.foundAbsent()).isZero();
        assertThat(account.recognised())
                .as("applied before, sent again by the session")
                .isEqualTo(3);
    }

    @Test
    void withNumbersResetTheAbsentOnesAreFoundByEnquiryAndSentAgain() throws Exception {
        Account account = Fix.run(SequencePolicy.RESET);
        everyOrderIsThereOnce(account);
        assertThat(account.foundApplied()).isEqualTo(3);
        assertThat(account.foundAbsent()).isEqualTo(2);
        assertThat(account.recognised()).isZero();
    }

    @Test
    void anOrderMarkedAsSentBeforeTakesEffectOnce() {
        OrderBook book = new OrderBook();
        book.apply("order-1", false);
        book.apply("order-1", true);
        assertThat(book.recognised()).isOne();
        assertThat(book.doubled()).isZero();
        book.apply("order-1", false);
        assertThat(book.doubled()).as("without the mark it is another order").isOne();
    }

    @Test
    void noThreadOfASessionOutlivesIt() throws Exception {
        Fix.run(SequencePolicy.RESET);
        for (Thread thread : sessionThreads()) {
            thread.join(Duration.ofSeconds(20).toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    private static void everyOrderIsThereOnce(Account account) {
        assertThat(account.orders()).isEqualTo(20);
        assertThat(account.acknowledged()).isEqualTo(15);
        assertThat(account.doubled()).isZero();
        assertThat(account.missing()).isZero();
        assertThat(account.stillOpen()).isZero();
        assertThat(account.refusedLogons()).isPositive();
        assertThat(account.logons()).as("probes never log on").isEqualTo(2);
    }

    /** All but the one timer that QuickFIX/J keeps for the whole process, a daemon. */
    private static List<Thread> sessionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(QFJ|Nio).*") && !thread.isDaemon())
                .toList();
    }
}

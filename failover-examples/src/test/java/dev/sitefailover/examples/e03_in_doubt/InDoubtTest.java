package dev.sitefailover.examples.e03_in_doubt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InDoubtTest {
    @Test
    void aLostAcknowledgementIsSettledByEnquiry() {
        assertThat(InDoubt.run())
                .containsExactly("P001/1 is in doubt", "P001/1 was found APPLIED", "still in doubt: 0");
    }
}

package dev.sitefailover.examples.e04_declared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeclaredTest {
    @Test
    void aDeclaredMoveWaitsForThePromotion() {
        assertThat(Declared.run())
                .containsExactly("minute 10: routed to primary", "SWITCHED to secondary", "held for PT1H");
    }
}

package dev.sitefailover.examples.e02_simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulateTest {
    @Test
    void theClientFollowsThePromotionByItself() {
        assertThat(Simulate.run(1))
                .containsExactly(
                        "routed to primary in epoch 1",
                        "minute 20: no route",
                        "routed to secondary in epoch 2",
                        "minute 40: answered by secondary");
    }
}

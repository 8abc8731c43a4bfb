package dev.sitefailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.fault.Direction;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refuse",
                "blackhole for=PT30S",
                "crash after=PT5S for=PT1M",
                "reset phase=request",
                "hang bytes=100",
                "unplug bytes=0",
                "cut bytes=7 direction=request",
                "slow p50=PT0.05S p99=PT0.4S probability=0.25",
                "bandwidth rate=1000",
                "slice bytes=1 pause=PT0.01S first=3",
                "slow-close delay=PT2S",
                "flap up=PT1S down=PT2S"
            })
    void aRuleReadsAsItIsWritten(String text) {
        assertThat(ProxyRule.parse(text)).hasToString(text);
    }

    @Test
    void commasSeparateAsBlanksDoAndLatencyIsAFixedDelay() {
        assertThat(ProxyRule.parse("slow,latency=PT0.2S,direction=both"))
                .isEqualTo(ProxyFault.slow(Duration.ofMillis(200)).always().on(Direction.BOTH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | unknown fault",
                "slwo latency=PT1S | known are refuse, blackhole",
                "slow | slow: p50 is missing",
                "slow latency=1s | latency must be a duration such as PT0.2S, was 1s",
                "slow latency=PT1S p50=PT1S | give latency, or p50 and p99",
                "slow p50=PT2S p99=PT1S | slow.p99 must be >= p50",
                "hang bytes=-1 | hang.afterBytes must be >= 0, was -1",
                "hang bytes=x | bytes must be a whole number, was x",
                "hang nonsense | nonsense is no setting",
                "hang bytes=1 bytes=2 | bytes is given twice",
                "reset phase=later | phase must be one of [connect, request, response], was later",
                "refuse probability=2 | probability must be from 0 to 1, was 2.0",
                "refuse probability=NaN | probability must be from 0 to 1",
                "bandwidth rate=0 | must be > 0",
                "flap up=PT0S | must be longer than PT0S",
                "refuse direction=request | refuse meets whole connections",
                "blackhole direction=response | blackhole meets whole connections",
                "crash direction=request | crash meets whole connections",
                "reset direction=request | reset meets whole connections",
                "flap direction=request | flap meets whole connections"
            })
    void aRuleThatIsNoneSaysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> ProxyRule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}

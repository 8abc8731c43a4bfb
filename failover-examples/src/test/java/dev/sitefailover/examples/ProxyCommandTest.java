package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.proxy.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--to nowhere | is not HOST:PORT such as 127.0.0.1:5432",
                "--to 127.0.0.1:0 | is not HOST:PORT",
                "--to 127.0.0.1:99999 | is not HOST:PORT",
                "--to 127.0.0.1:1 --listen x:y | is not a port or HOST:PORT",
                "--to 127.0.0.1:1 --fault slwo | known are refuse, blackhole",
                "--to 127.0.0.1:1 --fault slow | p50 is missing",
                "--to 127.0.0.1:1 --tls expird | known are valid, expired, not-yet-valid, wrong-host, untrusted",
                "--to 127.0.0.1:1 --tls-issuer a.pem | --tls-issuer needs --tls",
                "--to 127.0.0.1:1 --tls valid --tls-issuer /nowhere/a.pem | cannot be written"
            })
    void whatCannotBeReadIsToldAndExitsWithTwo(String arguments, String message) {
        Terminal run = Terminal.run(("proxy " + arguments).split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).singleElement().asString().contains(message);
    }

    @Test
    void aPortThatIsTakenIsToldAndExitsWithTwo() {
        try (FaultProxy taken = FaultProxy.to("127.0.0.1", 1).start()) {
            Terminal run = Terminal.run("proxy", "--to", "127.0.0.1:1", "--listen", String.valueOf(taken.port()));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.errors()).singleElement().asString().contains("cannot listen on");
        }
    }

    @Test
    void faultsAreTypedListedAndLiftedWhileItRuns() {
        ProxyCommand command = new ProxyCommand();
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", 1).start()) {
            assertThat(command.answer(proxy, "hang bytes=3")).isEqualTo("1: hang bytes=3");
            assertThat(command.answer(proxy, "slow latency=PT1S")).isEqualTo("2: slow p50=PT1S p99=PT1S");
            assertThat(command.answer(proxy, "lift 1")).isEqualTo("lifted: hang bytes=3");
            assertThat(command.answer(proxy, "list")).contains("1: hang bytes=3 (over)", "2: slow", "connections: 0");
            assertThat(proxy.rules()).hasSize(1);
            assertThat(command.answer(proxy, "lift 7")).contains("there is no fault 7");
            assertThat(command.answer(proxy, "nonsense")).contains("known are");
            assertThat(command.answer(proxy, "heal")).contains("lifted");
            assertThat(proxy.rules()).isEmpty();
        }
    }
}

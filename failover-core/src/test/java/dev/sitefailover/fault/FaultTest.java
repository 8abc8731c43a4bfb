package dev.sitefailover.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final List<Fault> ONE_OF_EACH = List.of(
            Fault.refuse(),
            Fault.blackhole(),
            Fault.hangAfter(3),
            Fault.reset(Phase.RESPONSE),
            Fault.slow(Duration.ofMillis(50), Duration.ofMillis(400)),
            Fault.errorRate(0.1),
            Fault.gray(List.of("enquiry")),
            Fault.lostAck(0.2),
            Fault.duplicate(0.3),
            Fault.corrupt(0.4),
            Fault.flap(Duration.ofSeconds(1), Duration.ofSeconds(2)),
            Fault.partition(Between.SITE, Direction.REQUEST),
            Fault.replicationLag(Duration.ofSeconds(3)),
            Fault.staleDns(Duration.ofSeconds(4)),
            Fault.tlsExpired(),
            Fault.coldStart(Duration.ofSeconds(5)),
            Fault.capacity(2, 0),
            Fault.clockSkew(Duration.ofSeconds(-6)),
            Fault.wrongSite(),
            Fault.crash());

    @Test
    void everyKindIsItsRecordsNameInKebabCase() {
        assertThat(ONE_OF_EACH).extracting(Fault::kind).doesNotHaveDuplicates();
        assertThat(ONE_OF_EACH).allSatisfy(fault -> assertThat(fault.kind())
                .isEqualTo(fault.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=.)([A-Z])", "-$1")
                        .toLowerCase(Locale.ROOT)));
        assertThat(ONE_OF_EACH.stream().map(Object::getClass).toList())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Fault.class.getPermittedSubclasses()));
    }

    @Test
    void aParameterOutOfBoundsIsRejectedWithFieldValueAndBound() {
        rejects(() -> Fault.hangAfter(-1), "hang.afterRequests must be >= 0, was -1");
        rejects(() -> Fault.slowBy(Double.NaN), "slow.factor must be from 1 to 1000000, was NaN");
        rejects(() -> Fault.slowBy(0.5), "slow.factor must be from 1 to 1000000, was 0.5");
        rejects(
                () -> Fault.slow(Duration.ofNanos(-1)),
                "slow.latency must be from PT0S to P3650D, was PT-0.000000001S");
        rejects(
                () -> Fault.slow(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                "slow.latency.p99 must be >= p50 PT2S, was PT1S");
        rejects(() -> Fault.capacity(0, 0), "capacity.concurrent must be >= 1, was 0");
        rejects(() -> Fault.capacity(1, -1), "capacity.queue must be >= 0, was -1");
        rejects(() -> Fault.errorRate(1.1), "error-rate.p must be from 0 to 1, was 1.1");
        rejects(() -> Fault.gray(Double.NaN), "gray.fraction must be from 0 to 1, was NaN");
        rejects(() -> Fault.flap(Duration.ZERO, Duration.ofSeconds(1)), "flap.up must be longer than PT0S, was PT0S");
        rejects(
                () -> Fault.staleDns(Duration.ofDays(9999)),
                "stale-dns.age must be from PT0S to P3650D, was PT239976H");
        rejects(() -> Fault.crash().always().withProbability(-0.1), "crash.probability must be from 0 to 1, was -0.1");
        rejects(
                () -> Fault.crash().always().lasting(Duration.ofSeconds(-1)),
                "crash.for must be from PT0S to P3650D, was PT-1S");
    }

    @Test
    void anOccurrenceIsCertainUnlimitedAndMeetsAllMessagesUnlessSaidOtherwise() {
        Occurrence usual = Fault.crash().always();
        assertThat(usual.lasting()).isEmpty();
        assertThat(usual.probability()).isEqualTo(1);
        assertThat(usual.affects().probes() && usual.affects().business()).isTrue();

        Occurrence other =
                usual.lasting(Duration.ofMinutes(1)).withProbability(0.5).affecting(Affects.PROBES);
        assertThat(other.fault()).isEqualTo(usual.fault());
        assertThat(other.lasting()).contains(Duration.ofMinutes(1));
        assertThat(other.probability()).isEqualTo(0.5);
        assertThat(other.affects().business()).isFalse();
    }

    private static void rejects(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}

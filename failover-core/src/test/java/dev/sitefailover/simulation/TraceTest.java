package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Chance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final TraceType SENT = TraceType.of("sent");
    private static final TraceType ANSWERED = TraceType.of("answered");
    private static final TraceType PROMOTED = TraceType.explaining("promoted");

    private final VirtualTime time = VirtualTime.create();

    private static String digest(Consumer<Trace> events) {
        Trace trace = new Trace(VirtualTime.create());
        events.accept(trace);
        return trace.digest();
    }

    /** The bytes are a contract: a digest published with a report must be found again by a later version. */
    @Test
    void theCanonicalBytesAreThoseWrittenDownHere() throws Exception {
        Trace trace = new Trace(time);
        time.runUntil(1_000_000_007L);
        trace.record(SENT, 3, 42, -1);
        trace.record(PROMOTED, -1, "zweit");
        trace.record(SENT, 4, 43, 0);
        String bytes = HexFormat.of().formatHex("site-failover trace 1\n".getBytes(StandardCharsets.UTF_8))
                + "00" + "0000000000000004"
                + HexFormat.of().formatHex("sent".getBytes(StandardCharsets.UTF_8))
                + "01" + "06" + "8794ebdc03" + "54" + "01"
                + "04" + "0000000000000008"
                + HexFormat.of().formatHex("promoted".getBytes(StandardCharsets.UTF_8))
                + "06" + "01" + "00" + "00" + "00"
                + "0000000000000005" + HexFormat.of().formatHex("zweit".getBytes(StandardCharsets.UTF_8))
                + "01" + "08" + "00" + "56" + "00";
        byte[] expected =
                MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(bytes));
        assertThat(trace.digest()).isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(trace.events()).isEqualTo(3);
    }

    @Test
    void aLongTraceHasTheDigestItAlwaysHad() {
        Chance chance = Chance.of(7, "golden");
        Trace trace = new Trace(time);
        for (int i = 0; i < 10_000; i++) {
            time.runUntil(time.nanoTime() + chance.below(1_000_000));
            trace.record(chance.chance(0.5) ? SENT : ANSWERED, (int) chance.below(50), chance.nextLong(), i);
            if (i % 100 == 0) {
                trace.record(PROMOTED, i, "x".repeat(i));
            }
        }
        assertThat(trace.digest()).isEqualTo("b11bd3bab052ec2cf2b9f3ac9c84588827dd5fb34b15afc1b293e51e48f89a4d");
    }

    @Test
    void everyPartOfAnEventCounts() {
        List<String> digests = List.of(
                digest(trace -> {}),
                digest(trace -> trace.record(SENT, 1, 2, 3)),
                digest(trace -> trace.record(ANSWERED, 1, 2, 3)),
                digest(trace -> trace.record(SENT, 2, 2, 3)),
                digest(trace -> trace.record(SENT, 1, 3, 3)),
                digest(trace -> trace.record(SENT, 1, 2, 4)),
                digest(trace -> trace.record(SENT, 1, 2, 3, "")),
                digest(trace -> trace.record(SENT, 1, 2, 3, "a")),
                digest(trace -> {
                    trace.record(SENT, 1, 2, 3, "a");
                    trace.record(SENT, 1, 2, 3, "b");
                }),
                digest(trace -> {
                    trace.record(SENT, 1, 2, 3, "b");
                    trace.record(SENT, 1, 2, 3, "a");
                }));
        assertThat(digests).doesNotHaveDuplicates();
        Trace later = new Trace(time);
        time.runUntil(1);
        later.record(SENT, 1, 2, 3);
        assertThat(digests).doesNotContain(later.digest());
    }

    @Test
    void onlyTheEventsCountAndNotHowOftenTheDigestIsRead() {
        Trace read = new Trace(time);
        Trace unread = new Trace(time);
        for (int i = 0; i < 500; i++) {
            read.record(SENT, i, i, i);
            unread.record(TraceType.of("sent"), i, i, i);
            read.digest();
        }
        assertThat(read.digest()).isEqualTo(unread.digest());
    }

    @Test
    void manyTypesAreToldApart() {
        Trace trace = new Trace(time);
        Trace other = new Trace(time);
        for (int i = 0; i < 300; i++) {
            trace.record(TraceType.of("type-" + i % 150), 0, 0, 0);
            other.record(TraceType.of("type-" + (i == 299 ? 148 : i % 150)), 0, 0, 0);
        }
        assertThat(trace.digest()).isNotEqualTo(other.digest());
    }

    @Test
    void theObserverIsShownWhatExplains() {
        List<String> seen = new ArrayList<>();
        Trace trace = new Trace(time)
                .observe((number, nanos, type, actor, a, b, text) ->
                        seen.add(number + " " + nanos + " " + type + " " + actor + " " + a + " " + b + " " + text));
        trace.record(SENT, 1, 2, 3);
        time.runUntil(9);
        trace.record(PROMOTED, 1, "secondary");
        assertThat(seen).containsExactly("1 9 promoted 1 0 0 secondary");
        assertThat(trace.digest()).as("looking changes nothing").isEqualTo(new TraceTestTwin().digest());
    }

    private static final class TraceTestTwin {
        String digest() {
            VirtualTime time = VirtualTime.create();
            Trace trace = new Trace(time);
            trace.record(SENT, 1, 2, 3);
            time.runUntil(9);
            trace.record(PROMOTED, 1, "secondary");
            return trace.digest();
        }
    }

    @Test
    void theTotalDependsOnTheOrderOfTheCells() {
        String a = digest(trace -> trace.record(SENT, 1, 0, 0));
        String b = digest(trace -> trace.record(SENT, 2, 0, 0));
        assertThat(Trace.total(List.of(a, b)))
                .isNotEqualTo(Trace.total(List.of(b, a)))
                .hasSize(64);
        assertThat(Trace.total(List.of(a, b))).isEqualTo(Trace.total(List.of(a, b)));
    }
}

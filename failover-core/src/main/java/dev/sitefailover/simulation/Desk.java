package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ParticipantData;
import dev.sitefailover.runtime.Chance;

/** What the organiser keeps of one participant, whichever site serves. */
final class Desk {
    /** Round trips take 2 to 10 ms: two halves of 1 to 5 ms. */
    static final long SHORTEST_HALF = 1_000_000;

    static final long LONGEST_HALF = 5_000_000;
    private static final long SPAN = LONGEST_HALF - SHORTEST_HALF + 1;

    final String participant;
    final int index;
    final ParticipantData data;
    final Account account = new Account();
    private final Chance latency;
    private long messages;

    Desk(String participant, int index, ParticipantData data, Chance latency) {
        this.participant = participant;
        this.index = index;
        this.data = data;
        this.latency = latency;
    }

    /** Numbers the participant's messages, so that a fault's draws depend on the message and on nothing else. */
    long nextMessage() {
        return ++messages;
    }

    /** One draw per message for both halves of its round trip. */
    long drawRoundTrip() {
        return latency.nextLong();
    }

    static long requestHalf(long draw) {
        return half(draw >>> 32);
    }

    static long responseHalf(long draw) {
        return half(draw & 0xFFFF_FFFFL);
    }

    /** Multiply and shift: exact on every machine, and its bias of one in a thousand million is nobody's business. */
    private static long half(long bits32) {
        return SHORTEST_HALF + ((bits32 * SPAN) >>> 32);
    }
}

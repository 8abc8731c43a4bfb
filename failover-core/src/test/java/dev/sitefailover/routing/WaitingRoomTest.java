package dev.sitefailover.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.routing.WaitingRoom.Entry;
import dev.sitefailover.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private static final long SECOND = 1_000_000_000L;

    private final VirtualTime time = VirtualTime.create();
    private final WaitingRoom room = new WaitingRoom(time, SECOND);
    private final List<String> told = new ArrayList<>();
    private boolean routed;

    private Entry enter(String name) {
        return room.enter(
                new WaitingRoom.Guest() {
                    @Override
                    public void resume() {
                        told.add(name + " goes on");
                    }

                    @Override
                    public void giveUp(String reason) {
                        told.add(name + ": " + reason);
                    }
                },
                () -> routed);
    }

    @Test
    void whoComesWhileThereIsARouteIsSentBackToItWhetherTheRoomIsOpenOrNot() {
        routed = true;
        assertThat(enter("before")).isEqualTo(Entry.ROUTED);
        room.open(); // as whoever takes the route away does first
        assertThat(enter("just then")).isEqualTo(Entry.ROUTED);
        assertThat(room.size()).isZero();
    }

    @Test
    void nobodyWaitsWhereNoRouteIsExpected() {
        assertThat(enter("never opened")).isEqualTo(Entry.CLOSED);
        room.open();
        room.dismiss("closed");
        assertThat(enter("dismissed")).isEqualTo(Entry.CLOSED);
    }

    @Test
    void nobodyWaitsInARoomWithoutABound() {
        WaitingRoom none = new WaitingRoom(time, 0);
        none.open();
        assertThat(none.enter(guest(), () -> false)).isEqualTo(Entry.CLOSED);
    }

    @Test
    void whoWaitsGoesOnWithTheRouteOrGivesUpAtHisBound() {
        room.open();
        assertThat(enter("first")).isEqualTo(Entry.SEATED);
        room.leaveAll(() -> routed = true).forEach(WaitingRoom.Guest::resume);
        routed = false;
        room.open();
        assertThat(enter("second")).isEqualTo(Entry.SEATED);
        time.runUntil(SECOND);
        assertThat(told).containsExactly("first goes on", "second: no route within 1000 ms of waiting");
        assertThat(room.size()).isZero();
    }

    private static WaitingRoom.Guest guest() {
        return new WaitingRoom.Guest() {
            @Override
            public void resume() {}

            @Override
            public void giveUp(String reason) {}
        };
    }
}

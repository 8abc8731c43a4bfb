package dev.sitefailover.routing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.guard.Guard;
import dev.sitefailover.guard.GuardSettings;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlotTableTest {
    private final SlotTable<String> table = new SlotTable<>(SilenceSettings.of(Duration.ofMillis(40)), true);

    private static Route<String> route(long epoch) {
        return new Route<>(
                Site.of("a"), new Epoch(epoch), "client", new Guard("a", GuardSettings.DEFAULT, VirtualTime.create()));
    }

    @Test
    void aThreadThatMissedItsOwnSlotWhileOthersMadeRoomGetsNoSecondOne() {
        Route<String> route = route(1);
        Slot<String> slot = table.make(null, route);
        assertThat(slot).isNotNull();
        assertThat(table.make(null, route)).isSameAs(slot);
        assertThat(table.all()).containsExactly(slot);
    }

    @Test
    void noneIsMadeForACallFromInsideACallWhoseSlotWasMissed() {
        Route<String> route = route(1);
        Slot<String> slot = table.make(null, route);
        assertThat(slot).isNotNull();
        requireNonNull(slot).begin(slot.call() + 1, 0, 1, true);
        assertThat(table.make(null, route)).isNull();
        assertThat(table.make(null, route(2))).isNull();
        assertThat(table.all()).containsExactly(slot);
    }

    @Test
    void oneOfAnEarlierRouteIsReplaced() {
        Slot<String> before = table.make(null, route(1));
        Slot<String> now = table.make(null, route(2));
        assertThat(now).isNotNull().isNotSameAs(before);
        assertThat(table.all()).containsExactly(now);
        assertThat(table.make(now, route(3))).isNotSameAs(now);
        assertThat(table.all()).hasSize(1);
    }
}

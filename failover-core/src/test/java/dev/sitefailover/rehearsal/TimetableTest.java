package dev.sitefailover.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant NOON = Instant.parse("2024-03-23T12:00:00Z");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Timetable at(long pace) {
        Timetable timetable = new Timetable(() -> now, pace);
        timetable.begin(NOON);
        return timetable;
    }

    private void pass(String duration) {
        now = now.plus(Duration.parse(duration));
    }

    @Test
    void workTakesAsLongInThePlanAsItTakes() {
        Timetable timetable = at(600);
        pass("PT7S");
        assertThat(timetable.planned()).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void aPlannedWaitingIsDividedByThePaceAndThenThePlanIsThere() {
        Timetable timetable = at(600);
        Instant due = timetable.due(NOON.plusSeconds(600));
        assertThat(due).isEqualTo(now.plusSeconds(1));
        now = due;
        timetable.reached(NOON.plusSeconds(600));
        assertThat(timetable.planned()).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void whoComesLateGoesOnAtOnceAndThePlanDoesNotGoBack() {
        Timetable timetable = at(600);
        pass("PT20M");
        assertThat(timetable.due(NOON.plusSeconds(600))).isEqualTo(now);
        timetable.reached(NOON.plusSeconds(600));
        assertThat(timetable.planned()).isEqualTo(NOON.plusSeconds(1200));
    }

    @Test
    void aWaitingWithinAStepMakesThePlanRun() {
        Timetable timetable = at(60);
        pass("PT3S"); // of which two were waited
        timetable.waited(Duration.ofSeconds(2));
        assertThat(timetable.planned()).isEqualTo(NOON.plusSeconds(1 + 120));
    }

    @Test
    void thePlanStandsStillWhilePeopleAreWaitedFor() {
        Timetable timetable = at(60);
        pass("PT45M");
        timetable.stoodStill(Duration.ofMinutes(45));
        assertThat(timetable.planned()).isEqualTo(NOON);
    }

    @Test
    void theWindowsEndComesAsFastAsTimeButForTheWaitingInIt() {
        Timetable timetable = at(600);
        Instant end = NOON.plusSeconds(3600);
        assertThat(timetable.latest(end)).isEqualTo(now.plusSeconds(3600));
        assertThat(timetable.latest(end, Duration.ofMinutes(20))).isEqualTo(now.plusSeconds(2400 + 2));
        assertThat(timetable.latest(end, Duration.ofDays(1))).isEqualTo(now.plusSeconds(6));
    }

    @Test
    void atItsOwnPaceThePlanIsTheTime() {
        now = NOON;
        Timetable timetable = at(1);
        pass("PT1.000000001S");
        Instant later = NOON.plusSeconds(60);
        assertThat(timetable.planned()).isEqualTo(now);
        assertThat(timetable.due(later)).isEqualTo(later);
        assertThat(timetable.latest(later, Duration.ofSeconds(9))).isEqualTo(later);
        timetable.waited(Duration.ofSeconds(5));
        assertThat(timetable.planned()).isEqualTo(now);
        assertThat(timetable.shortened(Duration.ofDays(999_999))).isEqualTo(Duration.ofDays(999_999));
    }

    @Test
    void whoWatchesSeesThePlanRunInAWaiting() {
        Timetable timetable = at(60);
        timetable.due(NOON.plusSeconds(600));
        pass("PT5S");
        assertThat(timetable.shown()).isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void aPaceBelowOneIsNone() {
        assertThatThrownBy(() -> new Timetable(() -> now, 0)).hasMessage("pace must be >= 1, was 0");
    }
}

package dev.sitefailover.rehearsal.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Maps a span of time, as seconds from its start, to a stretch of a drawing; and chooses round ticks. */
record Scale(double seconds, double left, double right) {
    private static final double[] STEPS = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
        7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800
    };

    static double secondsOf(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    double x(double at) {
        double share = seconds <= 0 ? 0 : Math.max(0, Math.min(1, at / seconds));
        return left + share * (right - left);
    }

    double x(Duration at) {
        return x(secondsOf(at));
    }

    /** The round step that leaves at least so many units between two ticks. */
    double step(double room) {
        double wanted = seconds * room / Math.max(1, right - left);
        for (double step : STEPS) {
            if (step >= wanted) {
                return step;
            }
        }
        return Math.max(seconds, 1);
    }

    /** Ticks at multiples of the step, shifted so that they are round on the clock. */
    List<Double> ticks(double step, double clockAtStart) {
        List<Double> ticks = new ArrayList<>();
        double first = Math.ceil(clockAtStart / step - 1e-9) * step - clockAtStart;
        for (int i = 0; first + i * step <= seconds * (1 + 1e-9) && i < 200; i++) {
            ticks.add(first + i * step);
        }
        return ticks;
    }

    /** The next round figure from here up. */
    static double roundUp(double seconds) {
        double magnitude = 1e-3;
        while (magnitude * 10 < seconds) {
            magnitude *= 10;
        }
        for (double factor : new double[] {1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10}) {
            if (factor * magnitude >= seconds) {
                return factor * magnitude;
            }
        }
        return seconds;
    }
}

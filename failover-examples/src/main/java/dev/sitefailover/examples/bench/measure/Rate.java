package dev.sitefailover.examples.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one Java machine found.
 *
 * @param threads that did the work at once
 * @param perSecond operations of all threads together
 * @param bytes allocated per operation
 */
public record Rate(int threads, double perSecond, double bytes) {

    /** Nanoseconds an operation takes on one of the threads. */
    public double nanos() {
        return threads * 1e9 / perSecond;
    }

    static Rate median(int threads, List<Rate> rates) {
        return new Rate(threads, median(rates, Rate::perSecond), median(rates, Rate::bytes));
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> figure) {
        double[] sorted = rates.stream().mapToDouble(figure).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

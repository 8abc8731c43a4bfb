package dev.sitefailover.examples.bench;

import dev.sitefailover.examples.bench.OpenLoop.Call;
import java.util.List;

/**
 * What one fault did to one client. Times in milliseconds.
 *
 * @param firstSuccess from the fault to the first success at the other site; NaN when there was none
 * @param failed calls that failed
 * @param slow calls answered after more than 100 ms
 * @param worst the longest a call took
 * @param calls how many there were since shortly before the fault
 */
record Trial(double firstSuccess, int failed, int slow, double worst, int calls) {
    private static final double SLOW = 100;

    static Trial of(List<Call> calls, long faultAt, String otherSite) {
        double first = Double.NaN;
        double worst = 0;
        int failed = 0;
        int slow = 0;
        for (Call call : calls) {
            if (call.isFailed() || !call.hasEnded()) {
                failed++;
                continue;
            }
            worst = Math.max(worst, call.millis());
            slow += call.millis() > SLOW ? 1 : 0;
            double sinceFault = (call.endedAt() - faultAt) / 1e6;
            if (call.isAnsweredBy(otherSite) && sinceFault > 0 && !(first <= sinceFault)) {
                first = sinceFault;
            }
        }
        return new Trial(first, failed, slow, worst, calls.size());
    }
}

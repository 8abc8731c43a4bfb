package dev.sitefailover.examples.bench.peers;

import dev.sitefailover.examples.bench.hotpath.HotPathBench;
import dev.sitefailover.examples.bench.kernel.Hold;
import dev.sitefailover.examples.bench.kernel.KernelBench;
import dev.sitefailover.examples.bench.measure.Peers;
import dev.sitefailover.examples.bench.measure.Subject;
import java.util.List;
import umontreal.ssj.simevents.eventlist.Henriksen;
import umontreal.ssj.simevents.eventlist.SplayTree;

/** All of them. */
public final class Libraries implements Peers {

    @Override
    public List<Subject> of(String contest) {
        return switch (contest) {
            case HotPathBench.NAME ->
                List.of(
                        new Subject("Failsafe breaker", setting -> OnFailsafe.breaker()),
                        new Subject("Failsafe retry+breaker+fallback", setting -> OnFailsafe.retryBreakerFallback()));
            case KernelBench.NAME ->
                List.of(
                        Hold.subject("SSJ, Henriksen's list", () -> new OnSsj(new Henriksen())),
                        Hold.subject("SSJ, splay tree", () -> new OnSsj(new SplayTree())),
                        Hold.subject("RxJava TestScheduler", OnRxJava::new),
                        Hold.subject("Reactor VirtualTimeScheduler", OnReactor::new));
            default -> List.of();
        };
    }
}

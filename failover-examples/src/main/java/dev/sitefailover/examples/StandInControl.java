package dev.sitefailover.examples;

import dev.sitefailover.clearing.ProductionData;
import dev.sitefailover.examples.standin.StandInBooks;
import dev.sitefailover.examples.standin.StandInProcess;
import dev.sitefailover.examples.standin.StandInStatus;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.live.SiteControl;
import dev.sitefailover.rehearsal.live.SubmissionBooks;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.SiteFailoverException;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The organiser's hand on a stand-in process: it is killed (SIGKILL) for a crash and stopped (SIGSTOP) for a hang; what
 * else goes wrong the process does itself.
 */
final class StandInControl implements SiteControl {
    private final StandInProcess process;
    private final ProductionData data;
    private final EngineRuntime timers;
    private @Nullable StandInControl peer;
    private boolean paused;

    StandInControl(StandInProcess process, ProductionData data, EngineRuntime timers) {
        this.process = process;
        this.data = data;
        this.timers = timers;
    }

    void peer(StandInControl other) {
        peer = other;
    }

    @Override
    public String site() {
        return process.spec().site();
    }

    @Override
    public URI address() {
        return process.http();
    }

    @Override
    public synchronized Instant promote() {
        StandInControl other = peer;
        if (process.admin().status().outOfDate() && other != null && other.process.isAlive()) {
            resynchronise(other); // it missed what the other took meanwhile
        }
        process.admin().promote();
        StandInStatus status = process.admin().status();
        Instant since = status.servingSince();
        if (since == null) {
            throw new SiteFailoverException(site() + " did not open: it is " + status.position());
        }
        return since;
    }

    @Override
    public synchronized void standBy() {
        if (process.isAlive()) {
            process.admin().standBy();
        }
    }

    @Override
    public synchronized void crash() {
        process.kill();
        paused = false; // one that was stopped is gone as well
    }

    @Override
    public synchronized void inflict(Occurrence fault) {
        if (fault.fault() instanceof Crash) {
            crash();
            undoLater(fault);
        } else if (fault.fault() instanceof Hang hang && hang.afterRequests() == 0 && fault.affects() == Affects.BOTH) {
            process.pause();
            paused = true;
            undoLater(fault);
        } else {
            process.admin().inflict(FaultJson.of(fault));
        }
    }

    /** The process itself ends the other faults. */
    private void undoLater(Occurrence fault) {
        fault.lasting()
                .ifPresent(lasting ->
                        timers.schedule(lasting, () -> timers.executor().execute(this::revive)));
    }

    private synchronized void revive() {
        if (paused) {
            paused = false;
            process.resume();
        }
        if (!process.isAlive()) {
            process.restart();
        }
    }

    @Override
    public synchronized void lift() {
        revive();
        process.admin().lift();
    }

    @Override
    public void resynchronise(SiteControl from) {
        process.admin().resynchronise(((StandInControl) from).process.adminAddress());
    }

    @Override
    public SubmissionBooks books(String participant) {
        StandInBooks books = process.admin().books(participant);
        return new SubmissionBooks() {
            @Override
            public boolean applied(long number) {
                return books.contains(number);
            }

            @Override
            public long twice() {
                return books.twice();
            }

            @Override
            public long held() {
                return books.held();
            }
        };
    }

    @Override
    public long recordsCheck(String participant, int records) {
        synchronized (data) {
            return data.records(participant, records).check();
        }
    }
}

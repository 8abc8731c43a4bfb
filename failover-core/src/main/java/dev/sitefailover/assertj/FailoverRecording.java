package dev.sitefailover.assertj;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.monitoring.EventWords;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.TraceRecord;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps what one client does, so that a test can make assertions about it: {@link FailoverAssertions#assertThat(FailoverRecording)}.
 *
 * <pre>{@code
 * FailoverRecording recording = FailoverRecording.in(organiser);
 * SiteFailover<Ccass> client = builder.listener(recording).start();
 * }</pre>
 *
 * <p>One recording for each client; memory grows with what happens, not with calls. Safe for use by several threads. Under
 * virtual time an assertion first lets happen what is due at that very nanosecond; in real time events arrive a moment
 * later than they happen, so wait for them (Awaitility's {@code untilAsserted}).
 */
public final class FailoverRecording implements FailoverListener {
    private final EngineRuntime runtime;
    private final long origin;
    private final List<Happening> happenings = new ArrayList<>();

    private FailoverRecording(EngineRuntime runtime, long origin) {
        this.runtime = requireNonNull(runtime, "runtime");
        this.origin = origin;
    }

    /** Of a client in that simulation; also keeps what its sites do and what is done to them. */
    public static FailoverRecording in(Simulation simulation) {
        FailoverRecording recording = in(simulation.time());
        simulation.trace().accompany((number, nanos, type, actor, a, b, text) -> {
            TraceRecord event = new TraceRecord(number, nanos, type.name(), actor, a, b, text);
            boolean site = actor >= 0 && actor < simulation.sites().size();
            recording.keep(new Happening.AtSite(
                    nanos, site ? simulation.sites().get(actor).id() : "", type.name(), simulation.inWords(event)));
        });
        return recording;
    }

    /** Of a client with that runtime. Times are shown since the start of virtual time, else since now. */
    public static FailoverRecording in(EngineRuntime runtime) {
        return new FailoverRecording(runtime, runtime instanceof VirtualTime ? 0 : runtime.nanoTime());
    }

    /** Hears that client from now on, where its builder is out of reach; what happened before is not known. */
    public FailoverRecording follow(SiteFailover<?> client) {
        client.listen(this);
        return this;
    }

    /** A line of your own in the timeline, now. */
    public void note(String text) {
        keep(new Happening.Note(runtime.nanoTime(), requireNonNull(text, "text")));
    }

    /** The finished moves between two sites so far, in order. */
    public List<Switchover> switchovers() {
        List<Switchover> moves = new ArrayList<>();
        for (Happening happening : happenings()) {
            if (happening instanceof Happening.Engine e && e.event() instanceof SwitchEvent.Moved moved) {
                moves.add(moved.switchover());
            }
        }
        return moves;
    }

    @Override
    public void on(SwitchEvent event) {
        keep(new Happening.Engine(event));
    }

    @Override
    public void inDoubt(InDoubtEntry entry) {
        keep(new Happening.Doubt(runtime.nanoTime(), entry));
        // also by hand, which is told to nobody else
        entry.settled().thenAccept(finding -> keep(new Happening.Settled(runtime.nanoTime(), entry, finding)));
    }

    @Override
    public void firstSuccess(Site site, Epoch epoch, long at) {
        keep(new Happening.FirstSuccess(at, site, epoch));
    }

    /** Everything so far, by time. */
    List<Happening> happenings() {
        settle();
        return soFar();
    }

    private List<Happening> soFar() {
        synchronized (happenings) {
            List<Happening> sorted = new ArrayList<>(happenings);
            sorted.sort(Comparator.comparingLong(Happening::at)); // stable: at the same time as it was told
            return sorted;
        }
    }

    /** The runtime's nanoseconds as time since the start. */
    String clock(long nanos) {
        return Words.clock(nanos - origin);
    }

    /** Those that explain, with those marked that matter here. */
    Timeline timeline(List<Happening> all, List<Happening> marked) {
        Timeline timeline = new Timeline(
                runtime instanceof VirtualTime time
                        ? "What happened (virtual time since the start, seed " + time.seed() + ")"
                        : "What happened (time since the recording began)");
        for (Happening happening : all) {
            boolean relevant = marked.stream().anyMatch(happening::equals);
            if (relevant || explains(happening)) {
                timeline.add(clock(happening.at()), happening.words(), relevant);
            }
        }
        return timeline;
    }

    /** The timeline so far: for a message of your own. */
    @Override
    public String toString() {
        return timeline(soFar(), List.of()).toString();
    }

    private static boolean explains(Happening happening) {
        if (happening instanceof Happening.Engine e) {
            return EventWords.matters(e.event());
        }
        return true;
    }

    private void keep(Happening happening) {
        synchronized (happenings) {
            happenings.add(happening);
        }
    }

    /** What has happened may not have been told yet: events come on the runtime's executor. */
    private void settle() {
        if (runtime instanceof VirtualTime time) {
            CompletableFuture<Void> told = new CompletableFuture<>();
            time.executor().execute(() -> told.complete(null));
            try {
                time.await(told);
            } catch (IllegalStateException insideATask) {
                // it cannot wait here, and then only what has been told counts
            }
        }
    }
}

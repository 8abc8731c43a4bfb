package dev.sitefailover.rehearsal.live;

import dev.sitefailover.rehearsal.Organiser;
import dev.sitefailover.rehearsal.Performance;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.rehearsal.Station;
import dev.sitefailover.rehearsal.result.TraceDigest;
import dev.sitefailover.rehearsal.rundown.ParticipantEntry;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One rehearsal in real time. Used by the runner's thread; stations live on threads of the shared runtime. */
final class LivePerformance implements Performance {
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
    /** A step often takes milliseconds: first the runner looks more often. */
    private static final long FIRST_LOOK_NANOS = Duration.ofMillis(1).toNanos();

    private static final int FIRST_LOOKS = 50;
    private static final Duration TELL = Duration.ofMillis(200);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final Rundown rundown;
    private final long pace;
    private final BooleanSupplier stop;
    private final Consumer<Instant> passing;
    private final EngineRuntime runtime;
    private final WallClock clock;
    private final LiveOrganiser organiser;
    private final List<LiveStation> stations = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Instant told = Instant.EPOCH;

    LivePerformance(
            Rundown rundown,
            long seed,
            RehearsalEvents events,
            Consumer<Instant> passing,
            List<SiteControl> sites,
            Connector<Endpoint> connector,
            Prompt prompt,
            long pace,
            BooleanSupplier stop) {
        this.rundown = rundown;
        this.pace = pace;
        this.stop = stop;
        this.passing = passing;
        this.runtime = EngineRuntime.system(seed);
        this.clock = new WallClock(runtime);
        RehearsalEvents oneByOne = event -> {
            synchronized (this) {
                events.on(event);
            }
        };
        this.organiser = new LiveOrganiser(rundown, sites, runtime, clock, prompt, oneByOne);
        Connector<Endpoint> there = new AddressedConnector(connector, sites);
        List<ParticipantEntry> admitted = rundown.admitted();
        for (int i = 0; i < admitted.size(); i++) {
            stations.add(new LiveStation(
                    admitted.get(i).id(), i, seed, runtime, clock, there, organiser, oneByOne, this::failed));
        }
    }

    private void failed(Throwable t) {
        failure.compareAndSet(null, t);
    }

    @Override
    public List<? extends Station> stations() {
        return stations;
    }

    @Override
    public Organiser organiser() {
        return organiser;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public long pace() {
        return pace;
    }

    @Override
    public boolean isForeseeable() {
        return false;
    }

    @Override
    public boolean isInterrupted() {
        return stop.getAsBoolean();
    }

    @Override
    public void awaitSession(Instant planned) {
        Duration pause = Duration.ZERO;
        @Nullable Instant before = null;
        for (SessionPlan session : rundown.sessions()) {
            if (before != null && session.from().toInstant().equals(planned)) {
                pause = Duration.between(before, planned).dividedBy(pace);
            }
            before = session.to().toInstant();
        }
        advance(now().plus(pause.compareTo(BETWEEN) < 0 ? pause : BETWEEN));
    }

    @Override
    public Instant advance(Instant limit, Predicate<Station> done) {
        return advance(limit, done, this::isInterrupted);
    }

    @Override
    public void advance(Instant to) {
        while (now().isBefore(to) && !isInterrupted()) {
            pause(to, LOOK_NANOS);
        }
    }

    @Override
    public void settle(Predicate<Station> done) {
        advance(now().plus(SETTLING), done, () -> false);
    }

    private Instant advance(Instant limit, Predicate<Station> done, BooleanSupplier enough) {
        boolean[] isDone = new boolean[stations.size()];
        int open = isDone.length;
        for (int looks = 0; ; looks++) {
            for (LiveStation station : stations) {
                int i = station.index();
                if (!isDone[i]) {
                    station.still(() -> isDone[i] = done.test(station));
                    open -= isDone[i] ? 1 : 0;
                }
            }
            if (open == 0 || enough.getAsBoolean() || !now().isBefore(limit)) {
                return now();
            }
            pause(limit, looks < FIRST_LOOKS ? FIRST_LOOK_NANOS : LOOK_NANOS);
        }
    }

    /** At most so long, and not past the limit; what went wrong meanwhile ends the run. */
    private void pause(Instant limit, long mostNanos) {
        Throwable broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("the rehearsal broke: " + broken, broken);
        }
        Instant now = now();
        if (Duration.between(told, now).compareTo(TELL) >= 0) {
            told = now;
            passing.accept(now);
        }
        Duration left = Duration.between(now, limit);
        LockSupport.parkNanos(left.compareTo(Duration.ofNanos(mostNanos)) < 0 ? left.toNanos() : mostNanos);
    }

    @Override
    public TraceDigest digest() {
        long[] events = new long[stations.size()];
        String[] digests = new String[stations.size()];
        stations.forEach(station -> station.still(() -> {
            events[station.index()] = station.fingerprint().events();
            digests[station.index()] = station.fingerprint().soFar();
        }));
        return new TraceDigest(Arrays.stream(events).sum(), Fingerprint.total(List.of(digests)));
    }

    @Override
    public void close() {
        runtime.close();
    }
}

package dev.sitefailover.rehearsal.simulated;

import dev.sitefailover.rehearsal.Journal;
import dev.sitefailover.rehearsal.Organiser;
import dev.sitefailover.rehearsal.Performance;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.rehearsal.Station;
import dev.sitefailover.rehearsal.Venue;
import dev.sitefailover.rehearsal.result.TraceDigest;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The simulated venue, but the engine's timers and callbacks run on a standard scheduler instead of the runtime's. */
record OtherTimers(Venue venue, boolean otherPipeline) implements Venue {

    OtherTimers(Venue venue) {
        this(venue, false);
    }

    /** Besides, every reply reaches the engine through stages of its own instead of the endpoint's. */
    static OtherTimers andPipeline(Venue venue) {
        return new OtherTimers(venue, true);
    }

    @Override
    public String name() {
        return venue.name();
    }

    @Override
    public Performance open(Rundown rundown, long seed, RehearsalEvents events, Consumer<Instant> passing) {
        Performance real = venue.open(rundown, seed, events, passing);
        List<OtherStation> stations = real.stations().stream()
                .map(station -> new OtherStation(station, otherPipeline))
                .toList();
        return new OtherPerformance(real, stations);
    }

    private record OtherPerformance(Performance real, List<OtherStation> stations) implements Performance {
        @Override
        public Organiser organiser() {
            return real.organiser();
        }

        @Override
        public Instant now() {
            return real.now();
        }

        @Override
        public Instant advance(Instant limit, Predicate<Station> done) {
            return real.advance(limit, done);
        }

        @Override
        public void advance(Instant to) {
            real.advance(to);
        }

        @Override
        public TraceDigest digest() {
            return real.digest();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private record OtherStation(Station real, EngineRuntime runtime, boolean otherPipeline) implements Station {
        OtherStation(Station real, boolean otherPipeline) {
            this(real, new OtherRuntime((VirtualTime) real.runtime()), otherPipeline);
        }

        @Override
        public String participant() {
            return real.participant();
        }

        @Override
        public int index() {
            return real.index();
        }

        @Override
        public Connector<Endpoint> connector() {
            Connector<Endpoint> connector = real.connector();
            return otherPipeline
                    ? site -> connector
                            .open(site)
                            .thenApply(endpoint -> request -> endpoint.send(request)
                                    .thenCompose(CompletableFuture::completedStage)
                                    .thenApply(reply -> reply))
                    : connector;
        }

        @Override
        public Journal journal() {
            return real.journal();
        }

        @Override
        public Books books() {
            return real.books();
        }
    }

    private static final class OtherRuntime implements EngineRuntime {
        private final VirtualTime time;
        private final ScheduledExecutorService scheduler;

        OtherRuntime(VirtualTime time) {
            this.time = time;
            this.scheduler = time.scheduler();
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Instant instant() {
            return time.instant();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            ScheduledFuture<?> scheduled = scheduler.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        }

        @Override
        public Executor executor() {
            return scheduler;
        }

        @Override
        public Chance chance(String stream) {
            return time.chance(stream);
        }
    }
}

package dev.sitefailover.examples.standin.soak;

import dev.sitefailover.examples.standin.StandInAdmin;
import dev.sitefailover.examples.standin.StandInBooks;
import dev.sitefailover.examples.standin.StandInProcess;
import dev.sitefailover.examples.standin.StandInSpec;
import dev.sitefailover.examples.standin.store.Ranges;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs one soak. */
public final class Soak {
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final int QUARTERS = 4;
    private static final int MOST_REASONS = 5;

    private final SoakSettings settings;
    private final Consumer<String> progress;
    private final List<String> trouble = new ArrayList<>();
    private final List<Footprint> quarters = new ArrayList<>();

    private Soak(SoakSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Starts two sites, makes calls while they are killed and stopped, and compares the books.
     *
     * @param progress hears a line at every quarter
     */
    public static SoakResult run(SoakSettings settings, Consumer<String> progress) throws InterruptedException {
        return new Soak(settings, progress).run();
    }

    private SoakResult run() throws InterruptedException {
        List<StandInProcess> sites = StandInProcess.startAll(List.of(
                StandInSpec.of("primary", settings.data().resolve("primary")).servingFirst(),
                StandInSpec.of("secondary", settings.data().resolve("secondary"))));
        try (EngineRuntime runtime = EngineRuntime.system()) {
            return with(sites, runtime);
        } finally {
            sites.forEach(StandInProcess::close);
        }
    }

    private SoakResult with(List<StandInProcess> processes, EngineRuntime runtime) throws InterruptedException {
        List<StandInAdmin> admins =
                processes.stream().map(StandInProcess::admin).toList();
        List<Site> sites = processes.stream()
                .map(process -> Site.of(process.spec().site(), process.http().toString()))
                .toList();
        List<SoakClient> clients = new ArrayList<>();
        Havoc havoc = new Havoc(processes, settings);
        Operator operator = new Operator(admins, havoc);
        try {
            until(() -> operator.settled() != null, "the sites never got in sync");
            for (int i = 1; i <= settings.participants(); i++) {
                clients.add(
                        new SoakClient(String.format(Locale.ROOT, "P%03d", i), sites, settings.absentAfter(), runtime));
            }
            operator.start();
            havoc.start();
            load(clients, havoc);
            havoc.close();
            RuntimeException broken = havoc.failure();
            if (broken != null) {
                trouble.add(String.valueOf(broken.getMessage()));
            }
            until(() -> operator.settled() != null, "the sites never got in sync again");
            clients.forEach(SoakClient::reconcile);
            until(() -> clients.stream().allMatch(SoakClient::isSettled), "not every call had its outcome");
            operator.close();
            return account(clients, operator, havoc, admins);
        } finally {
            havoc.close();
            operator.close();
            clients.forEach(SoakClient::close);
        }
    }

    private void load(List<SoakClient> clients, Havoc havoc) throws InterruptedException {
        long gap = TimeUnit.SECONDS.toNanos(1) / settings.callsPerSecond();
        long calls = settings.lasting().toNanos() / gap;
        long started = System.nanoTime();
        long nextQuarter = calls / QUARTERS;
        for (long call = 0; call < calls && havoc.failure() == null; call++) {
            long wait = started + call * gap - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            SoakClient client = clients.get((int) (call / 2 % clients.size()));
            if (call % 2 == 0) {
                client.enquire();
            } else {
                client.submit();
            }
            if (call + 1 == nextQuarter) {
                quarter(clients, havoc);
                nextQuarter += calls / QUARTERS;
            }
        }
    }

    private void quarter(List<SoakClient> clients, Havoc havoc) {
        Footprint now = Footprint.now();
        quarters.add(now);
        SoakClient.Counts counts = counts(clients);
        progress.accept(line(quarters.size(), now)
                + String.format(
                        Locale.ROOT, "; %,d calls, %d kills, %d stops", counts.sent, havoc.kills(), havoc.stops()));
    }

    private static String line(int quarter, Footprint footprint) {
        return String.format(
                Locale.ROOT,
                "quarter %d: heap %.1f MB after collection, %d threads, %d open files",
                quarter,
                footprint.heapBytes() / 1e6,
                footprint.threads(),
                footprint.files());
    }

    private static SoakClient.Counts counts(List<SoakClient> clients) {
        SoakClient.Counts all = new SoakClient.Counts();
        clients.forEach(client -> client.addTo(all));
        return all;
    }

    private void until(BooleanSupplier condition, String otherwise) throws InterruptedException {
        Duration patience = SETTLE.plus(settings.absentAfter());
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                trouble.add(otherwise + " within " + patience);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private SoakResult account(List<SoakClient> clients, Operator operator, Havoc havoc, List<StandInAdmin> admins) {
        StandInAdmin serving = operator.settled();
        long acknowledged = 0;
        long lost = 0;
        long twice = 0;
        long refusedYetApplied = 0;
        long absentYetApplied = 0;
        long differing = 0;
        long unsettled = 0;
        for (SoakClient client : clients) {
            Ranges known = client.acknowledged();
            acknowledged += known.size();
            unsettled += client.isSettled() ? 0 : 1;
            if (serving != null) {
                Ranges there = ranges(serving.books(client.id()));
                Ranges missing = known.minus(there);
                lost += missing.size();
                if (!missing.isEmpty()) {
                    trouble.add(client.id() + " lost " + missing);
                }
                Ranges refused = client.refused();
                refusedYetApplied += refused.size() - refused.minus(there).size();
                Ranges absent = client.absent();
                absentYetApplied += absent.size() - absent.minus(there).size();
            }
            differing += books(admins.get(0), client).equals(books(admins.get(1), client)) ? 0 : 1;
            for (StandInAdmin admin : admins) {
                twice += admin.books(client.id()).twice();
            }
        }
        SoakClient.Counts counts = counts(clients);
        List<String> footprints = new ArrayList<>();
        List<String> reasons = counts.reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .toList();
        for (int i = 0; i < quarters.size(); i++) {
            footprints.add(line(i + 1, quarters.get(i)));
        }
        return new SoakResult(
                new SoakResult.Calls(
                        counts.sent,
                        counts.answered,
                        counts.failed,
                        counts.inDoubt,
                        counts.foundApplied,
                        counts.foundAbsent,
                        counts.worstNanos / 1e6),
                havoc.kills(),
                havoc.stops(),
                operator.promotions(),
                operator.resynchronised(),
                operator.waits(),
                acknowledged,
                lost,
                twice,
                refusedYetApplied,
                absentYetApplied,
                differing,
                unsettled,
                reasons,
                footprints,
                !quarters.isEmpty() && Footprint.isFlat(quarters),
                trouble);
    }

    private static List<StandInBooks.Range> books(StandInAdmin admin, SoakClient client) {
        return admin.books(client.id()).applied();
    }

    private static Ranges ranges(@Nullable StandInBooks books) {
        Ranges ranges = new Ranges();
        if (books != null) {
            books.applied().forEach(range -> ranges.add(range.from(), range.to()));
        }
        return ranges;
    }
}

package dev.sitefailover.health;

import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rounds at one site. Its lock guards its fields and is never held while foreign code runs. */
final class SiteRounds<C> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeRounds.class);
    private static final long SHORTEST_HASTE = 1_000_000;
    private static final long NEVER = Long.MIN_VALUE;

    final EngineRuntime runtime;
    final ProbeSettings settings;
    final Site site;
    final HealthProbe<? super C> probe;
    final Function<? super Site, ? extends CompletionStage<C>> clients;
    private final ProbeListener listener;
    private final long interval;
    /** Between two probes of a site whose answers contradict what is known of it while calls fail. */
    private final long haste;
    /** What a probe comes to whose time is up. */
    final ProbeResult silence;

    private final ArrayDeque<Runnable> waitingNews = new ArrayDeque<>();

    private SiteHealth health;
    private boolean started;
    private boolean closed;
    private long nextStart;
    private long lastNumber;
    /** Answers of probes with a smaller number no longer count. */
    private long fence;

    /** Written under the lock. */
    private volatile int hanging;

    /** News not told yet, that being told included. From 0 only under the lock. */
    private final AtomicInteger untold = new AtomicInteger();
    /** When the probe was started that found the site serving last. */
    private long foundServing = NEVER;
    /** No suspicion is followed up before: the last one was unfounded. */
    private long trustedUntil;

    private volatile boolean listenerFailed;
    private EngineRuntime.@Nullable Timer timer;
    private @Nullable Probe<C> round;
    /** When the round under way was due; its timer may have been late. */
    private long roundDue;

    private @Nullable Probe<C> urgent;

    SiteRounds(
            EngineRuntime runtime,
            ProbeSettings settings,
            Site site,
            HealthProbe<? super C> probe,
            Function<? super Site, ? extends CompletionStage<C>> clients,
            ProbeListener listener) {
        this.runtime = runtime;
        this.settings = settings;
        this.site = site;
        this.probe = probe;
        this.clients = clients;
        this.listener = listener;
        this.interval = settings.interval().toNanos();
        this.silence = ProbeResult.down("no answer within " + settings.timeout());
        this.haste = Math.max(SHORTEST_HASTE, interval / ProbeSettings.HASTE);
        long now = runtime.nanoTime();
        this.health = SiteHealth.unknown(settings, now);
        this.trustedUntil = now;
    }

    synchronized SiteHealth health() {
        return health;
    }

    synchronized void start() {
        if (started || closed) {
            return;
        }
        started = true;
        long phase = Long.remainderUnsigned(runtime.chance("probe/" + site.id()).nextLong(), interval);
        nextStart = runtime.nanoTime() + phase;
        timer = runtime.schedule(phase, this);
    }

    /** A round is due. */
    @Override
    public void run() {
        Probe<C> due;
        Probe<C> late;
        synchronized (this) {
            if (closed) {
                return;
            }
            long now = runtime.nanoTime();
            // Rounds missed by a late timer are skipped: a probe says nothing about the past.
            long behind = Math.max(0, now - nextStart);
            long planned = nextStart + interval * (behind / interval);
            nextStart += interval * (1 + behind / interval);
            timer = runtime.schedule(nextStart - now, this);
            if ((round != null && isYoung(roundDue, planned)) || (urgent != null && isYoung(urgent.startedAt, now))) {
                return;
            }
            late = round;
            due = new Probe<>(this, ++lastNumber, null, now, false);
            round = due;
            roundDue = planned;
        }
        if (late != null) {
            late.run(); // its own timer is a little late: still one at a time
        }
        launch(due);
    }

    /**
     * Whether a probe begun then is still to be waited for. One whose time is up at this very instant is not, and rounds
     * are measured by when they were due: else a timeout as long as the interval would halve the rate, at the latest with
     * a timer that is once a little late and then less so.
     */
    private boolean isYoung(long begun, long now) {
        return now - begun < settings.timeout().toNanos();
    }

    CompletionStage<ProbeResult> probeNow() {
        return probeNow(false);
    }

    private CompletionStage<ProbeResult> probeNow(boolean suspicious) {
        CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
        Probe<C> now;
        synchronized (this) {
            if (closed) {
                answer.complete(ProbeResult.down("probing is closed"));
                return answer;
            }
            now = new Probe<>(this, ++lastNumber, answer, runtime.nanoTime(), suspicious);
            fence = now.number;
            urgent = now;
        }
        launch(now);
        return answer;
    }

    CompletionStage<ProbeResult> suspect() {
        synchronized (this) {
            if (urgent != null && urgent.waiting != null && urgent.number >= fence) {
                return urgent.waiting;
            }
        }
        return probeNow(true);
    }

    /** Suspects the site unless it is known to be down, or a suspicion was just found to be unfounded. */
    void suspectUnlessTrusted() {
        synchronized (this) {
            if (closed || health.health() == Health.DOWN || runtime.nanoTime() - trustedUntil < 0) {
                return;
            }
        }
        suspect();
    }

    /** Whether a probe started since then has found the site serving. */
    synchronized boolean foundServingSince(long nanos) {
        return health.isServing() && foundServing != NEVER && foundServing - nanos >= 0;
    }

    /** Others know that it is lost: DOWN now, and what is under way no longer counts. */
    void condemn(String why) {
        SiteHealth before;
        SiteHealth after;
        ProbeResult result;
        long now;
        synchronized (this) {
            if (closed || health.health() == Health.DOWN) {
                return;
            }
            fence = lastNumber + 1;
            now = runtime.nanoTime();
            before = health;
            after = health.lost(now);
            health = after;
            result = ProbeResult.down(why);
            if (!mayTell(before, after, result, now)) {
                return;
            }
        }
        tellAll(before, after, result, now);
    }

    synchronized void discardUnderWay() {
        fence = lastNumber + 1;
    }

    void close() {
        Probe<C> first;
        Probe<C> second;
        synchronized (this) {
            closed = true;
            fence = Long.MAX_VALUE;
            if (timer != null) {
                timer.cancel();
            }
            first = round;
            second = urgent;
        }
        if (first != null) {
            first.finish(ProbeResult.down("probing was closed"));
        }
        if (second != null) {
            second.finish(ProbeResult.down("probing was closed"));
        }
    }

    private void launch(Probe<C> due) {
        if (hanging > 0) {
            due.finish(ProbeResult.down("an earlier probe still hangs"));
        } else {
            due.launch();
        }
    }

    /** A blocking probe outlived its timeout (+1) or came back after all (-1). */
    synchronized void hanging(int change) {
        hanging = hanging + change;
    }

    /** A probe has its answer; called once per probe, by any thread. */
    void answered(Probe<C> from, ProbeResult result) {
        SiteHealth before;
        SiteHealth after;
        long now;
        synchronized (this) {
            if (round == from) {
                round = null;
            }
            if (urgent == from) {
                urgent = null;
            }
            if (closed || from.number < fence) {
                return;
            }
            fence = from.number + 1;
            now = runtime.nanoTime();
            before = health;
            // a call failed and nobody is there to probe: two witnesses who agree
            after = from.suspicious && result.gone() ? before.lost(now) : before.observe(result, now);
            health = after;
            if (result.isServing()) {
                foundServing = from.startedAt;
            }
            if (from.suspicious) {
                followUp(before, after, result, now);
            }
            if (!mayTell(before, after, result, now)) {
                return;
            }
        }
        tellAll(before, after, result, now);
    }

    /** Under the lock. A contradicted verdict is put to the test at once, a confirmed one is trusted for a moment. */
    private void followUp(SiteHealth before, SiteHealth after, ProbeResult result, long now) {
        if (result.health() == after.health()) {
            trustedUntil = now + interval / ProbeSettings.TRUST;
        } else if (before.health() == after.health()) {
            runtime.schedule(haste, this::suspectUnlessTrusted);
        }
    }

    /** Under the lock: whether the caller is to tell; otherwise whoever is telling goes on with this. */
    private boolean mayTell(SiteHealth before, SiteHealth after, ProbeResult result, long now) {
        if (untold.getAcquire() == 0) { // what the last one told is behind it
            untold.lazySet(1);
            return true;
        }
        if (untold.getAndIncrement() == 0) {
            return true;
        }
        waitingNews.add(() -> tell(before, after, result, now));
        return false;
    }

    /** In order, by one thread at a time, without the lock. */
    private void tellAll(SiteHealth before, SiteHealth after, ProbeResult result, long now) {
        tell(before, after, result, now);
        while (!untold.compareAndSet(1, 0)) {
            Runnable news;
            synchronized (this) {
                news = waitingNews.remove();
            }
            untold.decrementAndGet();
            news.run();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a listener must never stop the rounds, whatever it throws
    private void tell(SiteHealth before, SiteHealth after, ProbeResult result, long now) {
        try {
            listener.probed(site, before, after, result, now);
        } catch (Throwable e) {
            if (listenerFailed) {
                LOG.debug("a probe listener failed again at {}", site, e);
            } else {
                listenerFailed = true;
                LOG.warn("a probe listener failed at {}; the rounds go on (further failures: level debug)", site, e);
            }
        }
    }
}

package dev.sitefailover.rehearsal.live;

import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.Organiser;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.rehearsal.RehearsalEvents.RehearsalEvent;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Serves;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.SiteFailoverException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries the organiser's acts out at real sites and remembers when. Used by the runner's thread; promotions that come
 * later run on a thread of their own.
 */
final class LiveOrganiser implements Organiser {
    /** No site has been shut down. */
    static final long NEVER = Long.MIN_VALUE;

    /** What may be waited for between the window's end and the next session. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final Rundown rundown;
    private final Map<String, SiteControl> controls = new LinkedHashMap<>();
    private final EngineRuntime runtime;
    private final WallClock clock;
    private final Prompt prompt;
    private final RehearsalEvents events;
    private final Map<String, Instant> servingSince = new ConcurrentHashMap<>();
    /** Sites that cannot be asked, by their own fault, and until when on the runtime's clock. */
    private final Map<String, Long> mute = new ConcurrentHashMap<>();

    private volatile String serving;
    private final List<Long> shutdowns = new CopyOnWriteArrayList<>();
    private final Map<String, String> unread = new ConcurrentSkipListMap<>();
    private Duration people = Duration.ZERO;
    /** When the session ends on this run's clock, but for what people take from here on. */
    private Instant end = Instant.MAX;

    private Duration peopleAtOpening = Duration.ZERO;
    private @Nullable Promotion promotion;
    private volatile @Nullable String promotionFailure;

    LiveOrganiser(
            Rundown rundown,
            List<SiteControl> sites,
            EngineRuntime runtime,
            WallClock clock,
            Prompt prompt,
            RehearsalEvents events) {
        this.rundown = rundown;
        this.runtime = runtime;
        this.clock = clock;
        this.prompt = prompt;
        this.events = events;
        this.serving = rundown.primary().id();
        sites.forEach(site -> controls.put(site.site(), site));
    }

    SiteControl control(String site) {
        SiteControl control = controls.get(site);
        if (control == null) {
            throw new IllegalArgumentException("no site " + site + "; the sites are " + controls.keySet());
        }
        return control;
    }

    /** The site that took the business over last. */
    String serving() {
        return serving;
    }

    /** Whether the site has been ended or stopped, so that nobody there can be asked. */
    boolean isMute(String site) {
        Long until = mute.get(site);
        return until != null && (until == Long.MAX_VALUE || runtime.nanoTime() - until < 0);
    }

    /** The first time after that at which a site was shut down, on the runtime's clock; {@link #NEVER} when none was. */
    long shutdownAfter(long nanos) {
        for (long shutdown : shutdowns) {
            if (shutdown - nanos >= 0) {
                return shutdown;
            }
        }
        return NEVER;
    }

    /** How many so far. */
    int shutdowns() {
        return shutdowns.size();
    }

    void booksRead(String site) {
        unread.remove(site);
    }

    void booksUnread(String site, String why) {
        unread.put(site, why);
        tell("books", site + ": " + why);
    }

    void tell(String type, String text) {
        events.on(new RehearsalEvent(clock.now(), null, type, text));
    }

    @Override
    public @Nullable Instant servingSince(String site) {
        return servingSince.get(site);
    }

    @Override
    public Duration waitedForPeople() {
        return people;
    }

    @Override
    public List<String> limits() {
        Stream<String> sites = controls.values().stream()
                .flatMap(control -> control.limit().stream())
                .distinct();
        Stream<String> books = unread.entrySet().stream()
                .map(each -> "The books of " + each.getKey() + " could not be read: " + each.getValue() + ".");
        return Stream.concat(sites, books).toList();
    }

    // -- acts

    @Override
    public void open(String site, Instant latest) {
        end = latest;
        peopleAtOpening = people;
        for (PlannedSite other : rundown.sites()) {
            if (!other.id().equals(site) && other.serves() != Serves.ALWAYS) {
                attempt("stand-by", other.id(), () -> {
                    people(control(other.id()), () -> control(other.id()).standBy());
                    servingSince.remove(other.id());
                });
            } else if (!other.id().equals(site)) {
                servingSince.computeIfAbsent(other.id(), id -> clock.now());
            }
        }
        attempt("promotion", site, () -> people(control(site), () -> promoteNow(site)));
    }

    private void promoteNow(String site) {
        Instant asked = clock.now();
        Instant opened = control(site).promote();
        Instant done = clock.now();
        // the site's own word, as far as it can be true by this run's clock
        Instant since = opened.isAfter(done) ? done : opened;
        if (servingSince.putIfAbsent(site, since.isBefore(asked) ? asked : since) == null || !serving.equals(site)) {
            tell("serving", site);
        }
        serving = site;
    }

    @Override
    public void inflict(String site, Occurrence fault, String name) {
        if (fault.fault() instanceof Crash && fault.lasting().isEmpty()) {
            crash(site);
            return;
        }
        people(control(site), () -> control(site).inflict(fault));
        if (fault.fault() instanceof Hang || fault.fault() instanceof Crash) {
            mute.put(
                    site,
                    fault.lasting()
                            .map(lasting -> runtime.nanoTime() + lasting.toNanos())
                            .orElse(Long.MAX_VALUE));
        }
        if (fault.fault() instanceof Crash) {
            servingSince.remove(site);
            shutdowns.add(runtime.nanoTime());
        }
        tell("fault", site + ": " + fault.fault().kind());
    }

    @Override
    public void lift(String site) {
        people(control(site), () -> control(site).lift());
        mute.remove(site);
        tell("lifted", site);
    }

    @Override
    public void shutDown(String site, Shutdown how) {
        if (how == Shutdown.ABRUPT) {
            crash(site);
            return;
        }
        people(control(site), () -> control(site).standBy());
        shutdowns.add(runtime.nanoTime());
        servingSince.remove(site);
        tell("stand-by", site);
    }

    private void crash(String site) {
        SiteControl control = control(site);
        long asked = runtime.nanoTime();
        mute.put(site, Long.MAX_VALUE);
        try {
            people(control, control::crash);
        } catch (SiteFailoverException notDone) {
            mute.remove(site);
            throw notDone;
        }
        // people do it some time after they were asked
        shutdowns.add(control.isOperated() ? runtime.nanoTime() : asked);
        servingSince.remove(site);
        tell("crash", site);
    }

    @Override
    public void heal(String site, String from) {
        people(control(site), () -> {
            control(site).lift();
            mute.remove(site);
            control(site).resynchronise(control(from));
        });
        tell("healed", site + " from " + from);
    }

    @Override
    public void promote(String site, Duration after) {
        callOff();
        promotionFailure = null;
        if (after.isZero() && !control(site).isOperated()) {
            promoteNow(site);
        } else {
            promotion = new Promotion(site, after);
        }
    }

    @Override
    public @Nullable String promotionFailure() {
        return promotionFailure;
    }

    @Override
    public void close(String site) {
        callOff();
        end = clock.now().plus(CLOSING);
        peopleAtOpening = people;
        for (SiteControl control : controls.values()) {
            attempt("lift", control.site(), () -> {
                people(control, control::lift);
                mute.remove(control.site());
            });
        }
        for (SiteControl control : controls.values()) {
            if (!control.site().equals(site)) {
                attempt(
                        "resynchronisation",
                        control.site(),
                        () -> people(control, () -> control.resynchronise(control(site))));
            }
        }
    }

    @Override
    public String confirm(StepPlan plan) {
        boolean signOff = plan.step() instanceof Step.SignOff;
        Optional<String> answer = waiting(() -> prompt.ask(question(plan)));
        if (answer.isEmpty() && prompt.isAttended()) {
            throw new SiteFailoverException(signOff ? "nobody gave the sign-off" : "nobody said that it was done");
        }
        if (answer.isEmpty()) {
            return signOff ? "given unattended" : "done unattended";
        }
        String said = answer.get().strip();
        if (Prompt.isNo(said)) {
            throw new SiteFailoverException(signOff ? "the sign-off was refused" : "it was not done");
        }
        return (signOff ? "given" : "done") + (said.isEmpty() ? "" : ": " + said);
    }

    private static String question(StepPlan plan) {
        if (plan.step() instanceof Step.SignOff signOff) {
            return "sign-off by " + signOff.by().name().toLowerCase(Locale.ROOT) + ": " + plan.title()
                    + ". Enter or a name to give it, no to refuse";
        }
        Step.Task task = (Step.Task) plan.step();
        return "task for the " + task.by().name().toLowerCase(Locale.ROOT) + ": "
                + task.text().orElse(plan.title()) + ". Enter or a remark when done, no if it cannot be done";
    }

    // -- helpers

    private void people(SiteControl control, Runnable act) {
        control.patience(left());
        if (control.isOperated() && prompt.isAttended()) {
            waiting(() -> {
                act.run();
                return "";
            });
        } else {
            act.run();
        }
    }

    /** Until the session ends; while people are waited for its time stands still. */
    private Duration left() {
        if (end.equals(Instant.MAX)) {
            return Duration.ofDays(1);
        }
        Duration left = Duration.between(clock.now(), end.plus(people.minus(peopleAtOpening)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private <T> T waiting(Supplier<T> act) {
        long began = runtime.nanoTime();
        try {
            return act.get();
        } finally {
            people = people.plusNanos(runtime.nanoTime() - began);
        }
    }

    /** Where a session begins or ends there is no step to fail: what goes wrong shows in those that follow. */
    private void attempt(String what, String site, Runnable act) {
        try {
            act.run();
        } catch (SiteFailoverException e) {
            tell("organiser", what + " of " + site + " failed: " + e.getMessage());
        }
    }

    /** A promotion that has not come by the session's end does not come. */
    private void callOff() {
        Promotion pending = promotion;
        if (pending != null) {
            pending.callOff();
            promotion = null;
        }
    }

    private final class Promotion {
        private final EngineRuntime.Timer timer;
        private final Duration patience;
        private @Nullable Thread worker;
        private boolean over;

        Promotion(String site, Duration after) {
            patience = left();
            timer = runtime.schedule(after, () -> runtime.executor().execute(() -> run(site)));
        }

        private void run(String site) {
            synchronized (this) {
                if (over) {
                    return;
                }
                worker = Thread.currentThread();
            }
            attempt("promotion", site, () -> {
                try {
                    control(site).patience(patience);
                    promoteNow(site);
                } catch (SiteFailoverException e) {
                    failed(e);
                    throw e;
                }
            });
            synchronized (this) {
                over = true;
                worker = null;
            }
        }

        /** One that was called off concerns nobody any more. */
        private synchronized void failed(SiteFailoverException e) {
            if (!over) {
                promotionFailure = e.getMessage();
            }
        }

        synchronized void callOff() {
            timer.cancel();
            over = true;
            if (worker != null) {
                worker.interrupt();
            }
        }
    }
}

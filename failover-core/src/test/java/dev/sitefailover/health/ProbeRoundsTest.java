package dev.sitefailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProbeRoundsTest {
    private static final Site A = Site.of("a");
    private static final Site B = Site.of("b");
    private static final ProbeSettings SETTINGS = ProbeSettings.defaults();
    private static final Duration INTERVAL = SETTINGS.interval();
    /** From the outage: up to one interval to the first failing start, fall - 1 more, the last one's timeout. */
    private static final Duration TO_DOWN =
            INTERVAL.multipliedBy(SETTINGS.fall()).plus(SETTINGS.timeout());
    /** From the return: up to one interval to the first good start, rise - 1 more, the last one's answer. */
    private static final Duration TO_SERVING =
            INTERVAL.multipliedBy(SETTINGS.rise()).plus(SETTINGS.timeout());

    private final VirtualTime time = VirtualTime.create();
    private final List<Long> starts = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private Function<Site, CompletionStage<ProbeResult>> answer = site -> done(ProbeResult.serving());
    private Function<Site, CompletionStage<String>> clients = site -> done(site.id());

    @Test
    void both_sites_down_then_one_returns_is_seen_within_one_probe_cycle() {
        ProbeRounds<String> rounds = started();
        answer = site -> CompletableFuture.failedFuture(new IllegalStateException("refused"));
        time.runFor(TO_DOWN.multipliedBy(10));
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
        assertThat(rounds.health(B).health()).isEqualTo(Health.DOWN);

        answer = site -> site.equals(B) ? done(ProbeResult.serving()) : failed();
        time.runFor(TO_SERVING);

        assertThat(rounds.health(B).health()).isEqualTo(Health.SERVING);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
    }

    @Test
    void a_throwing_probe_harms_nobody_and_counts_as_down() {
        ProbeRounds<String> rounds = started();
        answer = site -> {
            if (site.equals(A)) {
                throw new StackOverflowError("a probe with a bug");
            }
            return done(ProbeResult.serving());
        };
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
        assertThat(rounds.health(B).health()).isEqualTo(Health.SERVING);

        answer = site -> done(ProbeResult.serving());
        time.runFor(TO_SERVING);
        assertThat(rounds.health(A).health()).isEqualTo(Health.SERVING);
    }

    @Test
    void a_probe_that_tells_its_answer_needs_no_stage() {
        HealthProbe<String> telling = new HealthProbe<>() {
            @Override
            public CompletionStage<ProbeResult> probe(String client, Site site) {
                throw new AssertionError("asked for a stage");
            }

            @Override
            public void ask(String client, Site site, BiConsumer<@Nullable ProbeResult, @Nullable Throwable> told) {
                if (site.equals(A)) {
                    told.accept(ProbeResult.serving(), null);
                } else {
                    told.accept(null, new IllegalStateException("refused"));
                }
            }
        };
        ProbeRounds<String> rounds = rounds(time, SETTINGS, List.of(A, B), telling);
        rounds.start();
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.SERVING);
        assertThat(rounds.health(B).health()).isEqualTo(Health.DOWN);
    }

    @Test
    void a_probe_that_answers_null_counts_as_down() {
        ProbeRounds<String> rounds = started();
        answer = site -> CompletableFuture.completedFuture(null);
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
    }

    @Test
    void a_probe_that_never_answers_counts_as_down_at_its_timeout() {
        ProbeRounds<String> rounds = started();
        answer = site -> new CompletableFuture<>();
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
        assertThat(news).anyMatch(line -> line.contains("no answer within PT0.5S"));
    }

    @Test
    void a_site_whose_client_cannot_be_opened_is_down_and_tried_again_the_next_round() {
        clients = site -> CompletableFuture.failedFuture(new IllegalStateException("connection refused"));
        ProbeRounds<String> rounds = started();
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);

        clients = site -> {
            throw new IllegalStateException("the connector has a bug");
        };
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);

        clients = site -> done(site.id());
        time.runFor(TO_SERVING);
        assertThat(rounds.health(A).health()).isEqualTo(Health.SERVING);
    }

    @Test
    void a_client_that_is_opened_too_slowly_counts_as_down() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        clients = site -> slow;
        ProbeRounds<String> rounds = started();
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
        slow.complete("late client");
        time.runFor(TO_SERVING);
        assertThat(rounds.health(A).health()).isEqualTo(Health.SERVING);
    }

    @Test
    void rounds_start_at_a_fixed_period_whatever_a_probe_takes() {
        answer = site -> after(Duration.ofMillis(300), ProbeResult.serving());
        started();
        time.runFor(Duration.ofSeconds(20));
        List<Long> ofA = startsAt(A);
        assertThat(ofA).hasSizeGreaterThanOrEqualTo(19);
        for (int i = 1; i < ofA.size(); i++) {
            assertThat(ofA.get(i) - ofA.get(i - 1)).isEqualTo(INTERVAL.toNanos());
        }
    }

    @Test
    void the_first_round_falls_on_a_phase_drawn_within_the_interval() {
        started();
        time.runFor(INTERVAL);
        long first = startsAt(A).get(0);
        assertThat(first).isBetween(0L, INTERVAL.toNanos());

        List<Long> others = new ArrayList<>();
        for (int seed = 2; seed < 10; seed++) {
            VirtualTime other = new VirtualTime(Instant.EPOCH, seed);
            HealthProbe<String> probe = (client, site) -> {
                others.add(other.nanoTime());
                return done(ProbeResult.serving());
            };
            rounds(other, SETTINGS, List.of(A), probe).start();
            other.runFor(INTERVAL);
        }
        assertThat(others).doesNotContain(first).doesNotHaveDuplicates();
    }

    @Test
    void probes_do_not_pile_up_when_the_timeout_is_longer_than_the_interval() {
        ProbeSettings slow = SETTINGS.withTimeout(Duration.ofMillis(2500));
        answer = site -> new CompletableFuture<>();
        rounds(time, slow, List.of(A), probe()).start();
        time.runFor(Duration.ofSeconds(30));
        List<Long> ofA = startsAt(A);
        for (int i = 1; i < ofA.size(); i++) {
            assertThat(ofA.get(i) - ofA.get(i - 1))
                    .isGreaterThanOrEqualTo(slow.timeout().toNanos());
        }
    }

    @Test
    void a_stale_probe_never_reopens_a_site() {
        ProbeRounds<String> rounds = started();
        time.runFor(INTERVAL);
        ArrayDeque<CompletableFuture<ProbeResult>> open = new ArrayDeque<>();
        answer = site -> {
            CompletableFuture<ProbeResult> stage = new CompletableFuture<>();
            if (site.equals(A)) {
                open.add(stage);
            }
            return stage;
        };
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
        int told = news.size();

        open.forEach(late -> late.complete(ProbeResult.serving()));

        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
        assertThat(news.stream().skip(told).filter(line -> line.startsWith("a ")))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void an_answer_to_a_probe_started_before_probe_now_does_not_count() {
        ProbeRounds<String> rounds = rounds(time, SETTINGS, List.of(A), probe());
        CompletableFuture<ProbeResult> early = new CompletableFuture<>();
        answer = site -> early;
        rounds.start();
        time.runFor(INTERVAL.minus(SETTINGS.timeout()).plus(SETTINGS.timeout()));
        answer = site -> done(ProbeResult.standby("demoted"));

        CompletionStage<ProbeResult> now = rounds.probeNow(A);
        early.complete(ProbeResult.serving());

        assertThat(now.toCompletableFuture().join().health()).isEqualTo(Health.STANDBY);
        assertThat(rounds.health(A).health()).isEqualTo(Health.STANDBY);
    }

    @Test
    void answers_under_way_can_be_discarded() {
        ProbeRounds<String> rounds = rounds(time, SETTINGS, List.of(A), probe());
        answer = site -> after(Duration.ofMillis(100), ProbeResult.serving());
        rounds.probeNow(A);
        rounds.discardUnderWay(A);
        time.runFor(Duration.ofSeconds(1));
        assertThat(rounds.health(A).health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void a_storm_of_suspicions_costs_one_probe_and_still_finds_the_site_down() {
        ProbeRounds<String> rounds = started();
        time.runFor(INTERVAL);
        answer = site -> new CompletableFuture<>();
        starts.clear();
        probed.clear();
        for (int i = 0; i < 350; i++) {
            rounds.suspect(A);
            time.runFor(Duration.ofMillis(10));
        }
        assertThat(startsAt(A)).hasSizeLessThanOrEqualTo(9);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
    }

    @Test
    void probe_now_is_answered_at_its_timeout_at_the_latest() {
        ProbeRounds<String> rounds = rounds(time, SETTINGS, List.of(A), probe());
        answer = site -> new CompletableFuture<>();
        CompletableFuture<ProbeResult> now = rounds.probeNow(A).toCompletableFuture();
        time.runFor(SETTINGS.timeout());
        assertThat(now).isCompletedWithValueMatching(result -> result.health() == Health.DOWN);
    }

    @Test
    void a_throwing_listener_harms_nobody() {
        ProbeRounds<String> rounds = new ProbeRounds<>(
                time,
                SETTINGS,
                List.of(A, B),
                probe(),
                site -> clients.apply(site),
                (site, before, after, result, now) -> {
                    throw new Violation();
                });
        rounds.start();
        time.runFor(TO_SERVING);
        answer = site -> failed();
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
        assertThat(rounds.health(B).health()).isEqualTo(Health.DOWN);
    }

    @Test
    void a_listener_that_probes_is_told_in_order() {
        List<Health> seen = new ArrayList<>();
        List<ProbeRounds<String>> self = new ArrayList<>();
        ProbeRounds<String> rounds = new ProbeRounds<>(
                time,
                SETTINGS,
                List.of(A),
                probe(),
                site -> clients.apply(site),
                (site, before, after, result, now) -> {
                    if (seen.isEmpty()) {
                        answer = s -> done(ProbeResult.standby("demoted meanwhile"));
                        self.get(0).probeNow(site);
                    }
                    seen.add(result.health());
                });
        self.add(rounds);
        rounds.probeNow(A);
        assertThat(seen).containsExactly(Health.SERVING, Health.STANDBY);
    }

    @Test
    void steps_of_the_wall_clock_change_nothing() {
        ProbeRounds<String> rounds = started();
        time.runFor(INTERVAL.multipliedBy(2));
        time.stepWallClock(Duration.ofDays(-2));
        time.runFor(INTERVAL.multipliedBy(2));
        time.stepWallClock(Duration.ofDays(30));
        time.runFor(INTERVAL.multipliedBy(2));
        assertThat(startsAt(A)).hasSizeBetween(6, 7);
        assertThat(rounds.health(A).health()).isEqualTo(Health.SERVING);
    }

    @Test
    void nothing_happens_after_close() {
        ProbeRounds<String> rounds = started();
        time.runFor(INTERVAL);
        answer = site -> new CompletableFuture<>();
        CompletableFuture<ProbeResult> waiting = rounds.probeNow(A).toCompletableFuture();
        int told = news.size();
        int begun = starts.size();
        rounds.close();
        assertThat(waiting).isCompletedWithValueMatching(result -> result.health() == Health.DOWN);
        assertThat(rounds.probeNow(A).toCompletableFuture()).isCompleted();
        time.runFor(Duration.ofMinutes(1));
        assertThat(news).hasSize(told);
        assertThat(starts).hasSize(begun);
    }

    @Test
    void a_blocking_probe_runs_on_the_executor_and_may_throw() {
        List<String> order = new ArrayList<>();
        HealthProbe<String> blocking = HealthProbe.blocking(client -> {
            order.add("asked");
            throw new java.io.IOException("logon refused");
        });
        ProbeRounds<String> rounds = rounds(time, SETTINGS, List.of(A), blocking);
        CompletableFuture<ProbeResult> now = rounds.probeNow(A).toCompletableFuture();
        order.add("not yet");
        time.runDue();
        assertThat(order).containsExactly("not yet", "asked");
        assertThat(now.join().detail()).contains("logon refused");
    }

    /** What the client system of a participant would call a site that accepts the connection but fails the logon. */
    @Test
    void a_site_that_accepts_the_connection_but_fails_the_logon_counts_as_down() {
        HealthProbe<String> logon = HealthProbe.blocking((client, site) -> {
            throw new IllegalStateException("logon timed out");
        });
        ProbeRounds<String> rounds = rounds(time, SETTINGS, List.of(A), logon);
        rounds.start();
        time.runFor(TO_DOWN);
        assertThat(rounds.health(A).health()).isEqualTo(Health.DOWN);
    }

    private final List<Site> probed = new ArrayList<>();

    private HealthProbe<String> probe() {
        return (client, site) -> {
            probed.add(site);
            starts.add(time.nanoTime());
            return answer.apply(site);
        };
    }

    private ProbeRounds<String> started() {
        ProbeRounds<String> rounds = rounds(time, SETTINGS, List.of(A, B), probe());
        rounds.start();
        return rounds;
    }

    private ProbeRounds<String> rounds(
            VirtualTime on, ProbeSettings settings, List<Site> sites, HealthProbe<String> probe) {
        return new ProbeRounds<>(
                on,
                settings,
                sites,
                probe,
                site -> clients.apply(site),
                (site, before, after, result, now) ->
                        news.add(site + " " + before.health() + " " + after.health() + " " + result.detail()));
    }

    private List<Long> startsAt(Site site) {
        List<Long> result = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            if (probed.get(i).equals(site)) {
                result.add(starts.get(i));
            }
        }
        return result;
    }

    private CompletionStage<ProbeResult> after(Duration latency, ProbeResult result) {
        CompletableFuture<ProbeResult> stage = new CompletableFuture<>();
        time.schedule(latency, () -> stage.complete(result));
        return stage;
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static CompletionStage<ProbeResult> failed() {
        return CompletableFuture.failedFuture(new IllegalStateException("refused"));
    }

    /** A listener's bug, without a stack trace to fill the log with. */
    private static final class Violation extends Error {
        private static final long serialVersionUID = 1L;

        Violation() {
            super("a listener with a bug", null, false, false);
        }
    }

    @Test
    void a_timeout_as_long_as_the_interval_does_not_halve_the_rate_when_timers_are_late() {
        ProbeSettings tight = new ProbeSettings(Duration.ofMillis(100), Duration.ofMillis(100), 2, 3);
        int[] number = {0};
        try (ProbeRounds<String> rounds = new ProbeRounds<>(
                new LateTimers(time),
                tight,
                List.of(A),
                (client, site) -> {
                    number[0]++;
                    return new CompletableFuture<>();
                },
                site -> done(site.id()),
                (site, before, after, result, now) -> {})) {
            rounds.start();
            time.runFor(Duration.ofSeconds(2));
        }
        assertThat(number[0]).isBetween(18, 21);
    }

    /** Every other timer fires some milliseconds late, as on a busy machine. */
    private record LateTimers(VirtualTime time) implements EngineRuntime {
        private static final long LATE = Duration.ofMillis(4).toNanos();

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
            boolean late = time.pending() % 2 == 0;
            return time.schedule(delayNanos + (late ? LATE : 0), task);
        }

        @Override
        public Executor executor() {
            return time.executor();
        }

        @Override
        public Chance chance(String stream) {
            return time.chance(stream);
        }
    }
}

package dev.sitefailover.rehearsal.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.runtime.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a rundown asks for, its report keeps what the format promises. Thousands of seeds have passed by hand. */
class RandomRundownsTest {
    private static final String[] FAULTS = {
        "refuse",
        "blackhole",
        "hang, afterRequests: 3",
        "reset",
        "reset, phase: response",
        "slow, latency: { p50: PT0.05S, p99: PT0.4S }",
        "slow, latency: PT3S",
        "error-rate, p: 0.3",
        "gray",
        "gray, operations: [submit]",
        "lost-ack, p: 0.4",
        "duplicate",
        "corrupt",
        "flap, up: PT5S, down: PT5S",
        "partition, direction: response",
        "partition, between: site",
        "replication-lag, lag: PT5S",
        "stale-dns, age: PT30S",
        "cold-start",
        "crash"
    };

    @ParameterizedTest
    @ValueSource(longs = {0, 10, 20})
    void reportsKeepTheirPromises(long first) {
        for (long seed = first; seed < first + 10; seed++) {
            Trial trial = new Author(Chance.of(seed, "rundown")).trial().seed(seed);
            Report report = trial.report();
            check(report, "seed " + seed);
            if (seed % 5 == 0) {
                assertThat(trial.at(SimulatedVenue.create().threads(3)).report())
                        .as("seed %s with 3 threads", seed)
                        .isEqualTo(report);
            }
        }
    }

    private static void check(Report report, String seed) {
        RequestCounts requests = report.requests();
        assertThat(requests.sent()).as(seed).isEqualTo(requests.succeeded() + requests.failed() + requests.inDoubt());
        assertThat(requests.inDoubt()).as(seed).isNotNegative();
        assertThat(requests.lost()).as(seed).isLessThanOrEqualTo(requests.succeeded());
        if (requests.lost() == 0) {
            assertThat(report.rpo()).as(seed).isEqualTo(Duration.ZERO);
        }
        Map<String, Long> epochs = new TreeMap<>();
        for (SwitchoverResult move : report.switchovers()) {
            Instant decided = move.decidedAt();
            if (decided == null) {
                assertThat(move.rto()).as(seed).isNull();
                continue;
            }
            Long before = epochs.put(move.participant(), move.epoch());
            assertThat(before == null || before < move.epoch())
                    .as("%s: %s", seed, move)
                    .isTrue();
            if (move.lossDetectedAt() != null) {
                assertThat(move.lossDetectedAt()).as(seed).isBeforeOrEqualTo(decided);
            }
            if (move.clientShare() != null) {
                assertThat(move.clientShare()).as("%s: %s", seed, move).isGreaterThanOrEqualTo(Duration.ZERO);
            }
        }
        report.sessions().forEach(session -> check(session, seed));
    }

    private static void check(SessionResult session, String seed) {
        Instant latest = session.from();
        for (StepResult step : session.steps()) {
            if (step.startedAt() != null && step.endedAt() != null) {
                assertThat(step.startedAt()).as(seed).isAfterOrEqualTo(latest);
                latest = step.endedAt();
            }
            assertThat(step.detail()).as(seed).doesNotContain("null");
        }
        assertThat(latest).as(seed).isBeforeOrEqualTo(session.to());
        if (session.timeline() != null) {
            assertThat(session.timeline().sites()).as(seed).allSatisfy(site -> assertThat(site.spans())
                    .allMatch(span -> !span.to().isAfter(session.to())));
        }
    }

    /** Writes one rundown. */
    private static final class Author {
        private final Chance chance;
        private final List<String> sites = new ArrayList<>();
        private String serving = "s0";

        Author(Chance chance) {
            this.chance = chance;
        }

        private String one(String... of) {
            return of[(int) chance.below(of.length)];
        }

        private boolean rarely(int outOf) {
            return chance.below(outOf) == 0;
        }

        Trial trial() {
            StringBuilder text = new StringBuilder("sites:\n");
            int count = 2 + (int) chance.below(2);
            for (int i = 0; i < count; i++) {
                sites.add("s" + i);
                text.append("  - { id: s")
                        .append(i)
                        .append(i > 0 && rarely(4) ? ", serves: always" : "")
                        .append(rarely(3) ? ", replicationLag: " + one("PT1S", "PT30S") : "")
                        .append(" }\n");
            }
            text.append("participants: ").append(1 + chance.below(3));
            text.append("\nclient: { failover: ").append(one("automatic", "declared"));
            text.append(", failback: ").append(one("automatic", "declared"));
            text.append(", stableFor: ").append(one("PT0S", "PT5S", "PT30S"));
            text.append(" }\nworkload: { enquiries: ").append(one("0", "0.5", "5"));
            text.append(", submissions: ").append(one("0", "0.3", "5"));
            text.append(" }\nsessions:\n");
            int minute = 12 * 60;
            for (int i = 0; i < 2; i++) {
                int length = 3 + (int) chance.below(6);
                String window = time(minute) + "-" + time(minute + length);
                text.append(session("x" + i, window));
                minute += length + (rarely(2) ? 0 : (int) chance.below(20));
            }
            return Trial.of(text.toString());
        }

        private static String time(int minute) {
            return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
        }

        private String session(String id, String window) {
            boolean moves = !rarely(3);
            if (!moves) {
                serving = sites.get((int) chance.below(sites.size()));
            }
            String[] steps = new String[2 + (int) chance.below(6)];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = "{ " + step(moves) + (rarely(3) ? ", within: " + one("PT5S", "PT1M") : "")
                        + (rarely(6) ? ", optional: true" : "") + " }";
            }
            return Trial.session(id, window, serving, steps);
        }

        private String step(boolean moves) {
            return switch ((int) chance.below(moves ? 15 : 11)) {
                case 0 -> "connectivity-test: { attempts: " + one("1", "3") + " }";
                case 1 -> "enquiry: {}";
                case 2 -> "report-download: {}";
                case 3 -> "submit: { count: 3 }";
                case 4, 5, 6 ->
                    "outage: { fault: " + one(FAULTS) + (rarely(2) ? ", for: " + one("PT5S", "PT1M") : "")
                            + (rarely(4) ? ", probability: 0.5" : "")
                            + (rarely(2) ? ", site: " + sites.get((int) chance.below(sites.size())) : "") + " }";
                case 7 -> "restore: {}";
                case 8 -> "reconcile: {}";
                case 9 -> "clean-up: {}";
                case 10 -> "wait: { for: " + one("PT0S", "PT20S", "PT70S") + " }";
                default -> move();
            };
        }

        private String move() {
            String after = "promotedAfter: " + one("PT0S", "PT5S", "PT40S", "PT12M") + " }";
            if (!serving.equals("s0") && rarely(2)) {
                serving = "s0";
                return "site-failback: { " + after;
            }
            String from = serving;
            while (serving.equals(from)) {
                serving = sites.get((int) chance.below(sites.size()));
            }
            return "site-failover: { to: " + serving + ", shutdown: " + one("abrupt", "graceful") + ", " + after;
        }
    }
}

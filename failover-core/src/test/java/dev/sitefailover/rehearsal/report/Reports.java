package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.Evidence;
import dev.sitefailover.rehearsal.result.ObjectiveResult;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.result.ReportHeader;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.rehearsal.result.SessionTimeline.Calls;
import dev.sitefailover.rehearsal.result.SessionTimeline.Seen;
import dev.sitefailover.rehearsal.result.SessionTimeline.SiteHealth;
import dev.sitefailover.rehearsal.result.SessionTimeline.Span;
import dev.sitefailover.rehearsal.result.SessionTimeline.SpanKind;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.TimingFormula;
import dev.sitefailover.rehearsal.result.TraceDigest;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports as a real run might leave them. */
final class Reports {
    static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");
    static final Instant FIRST = Instant.parse("2024-03-23T04:00:00Z");
    static final Instant SECOND = Instant.parse("2024-03-23T07:00:00Z");
    static final Instant THIRD = Instant.parse("2024-04-13T04:00:00Z");
    static final Instant CRASH = SECOND.plus(Duration.ofMinutes(10));
    static final Instant OPENED = CRASH.plus(Duration.ofMinutes(20));
    static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private Reports() {}

    /** A passed practice session: one participant refused, the others moved after a promotion of 20 minutes. */
    static Report passed(int participants) {
        return new Report(
                header("CCASS/CCMS system upgrade - Practice Session and Post-Release Test"),
                participants(participants, Verdict.PASSED, ""),
                List.of(first(participants), second(participants, Verdict.PASSED), third(participants)),
                moves(participants),
                new RequestCounts(3_612_345, 3_431_100, 181_243, 2, 41, 0, 0),
                Duration.ZERO,
                List.of(
                        objective("rto", Duration.ofHours(2), Duration.ofMillis(1_203_417), Verdict.PASSED),
                        objective("clientRto", Duration.ofSeconds(30), Duration.ofMillis(2_614), Verdict.PASSED),
                        objective("rpo", Duration.ZERO, Duration.ZERO, Verdict.PASSED)),
                List.of(timing()),
                3_790_112,
                new TraceDigest(3_802_551, DIGEST));
    }

    /** A failed one: two participants never arrived, the last session was skipped, data was lost. */
    static Report failed() {
        List<SwitchoverResult> moves = new ArrayList<>(moves(12));
        for (int i = 0; i < 2; i++) {
            SwitchoverResult m = moves.get(i);
            moves.set(
                    i,
                    new SwitchoverResult(
                            m.session(),
                            m.step(),
                            m.participant(),
                            m.from(),
                            m.to(),
                            m.epoch(),
                            m.cause(),
                            m.lastGoodAt(),
                            m.lossDetectedAt(),
                            m.targetServingAt(),
                            null,
                            null,
                            null));
        }
        SessionResult skipped = new SessionResult(
                "prt",
                "Post-Release Test, primary site",
                "primary",
                THIRD,
                THIRD.plus(Duration.ofHours(1)),
                Verdict.SKIPPED,
                "subject to ps-secondary, which FAILED",
                List.of(StepResult.skipped("connectivity-test", "connectivity-test", false, null, "session skipped")),
                null);
        return new Report(
                header("CCASS/CCMS system upgrade - Practice Session and Post-Release Test"),
                participants(12, Verdict.FAILED, "site-failover: no successful call at secondary within PT45M"),
                List.of(first(12), second(12, Verdict.FAILED), skipped),
                moves,
                new RequestCounts(912_345, 900_000, 12_300, 45, 0, 17, 1),
                Duration.ofMillis(4_250),
                List.of(
                        objective("rto", Duration.ofHours(2), null, Verdict.FAILED),
                        objective("clientRto", null, Duration.ofMillis(2_614), Verdict.SKIPPED),
                        objective("rpo", Duration.ZERO, Duration.ofMillis(4_250), Verdict.FAILED)),
                List.of(timing()),
                1_000_000,
                new TraceDigest(1_002_551, DIGEST));
    }

    private static ReportHeader header(String title) {
        return new ReportHeader(
                title,
                "HKEX",
                "SEOCH circular, CCASS/CCMS hardware platform upgrade, 2024",
                List.of(
                        "Participants keep the configuration of their production systems; no new network set-up is needed.",
                        "Data entered in the practice session is removed before the next business day."),
                HONG_KONG,
                List.of(
                        new ReportHeader.SiteLabel("primary", "Primary data centre"),
                        new ReportHeader.SiteLabel("secondary", "Secondary data centre")),
                1,
                ReportHeader.SIMULATED,
                "java -jar failover-examples.jar rehearse hkex-ccass-ccms-2024.yaml --seed 1 --participants 50");
    }

    private static List<ParticipantResult> participants(int count, Verdict firstTwo, String detail) {
        List<ParticipantResult> list = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            boolean odd = i <= 2;
            list.add(ParticipantResult.of(id(i), odd ? firstTwo : Verdict.PASSED, odd ? detail : ""));
        }
        list.add(new ParticipantResult(
                "P" + (count + 1),
                "Late Broker Limited",
                Instant.parse("2024-03-20T17:30:00Z"),
                Verdict.REFUSED,
                "registered 2024-03-21T01:30:00+08:00, after the deadline 2024-03-20"));
        return list;
    }

    static String id(int number) {
        return (number < 10 ? "P00" : number < 100 ? "P0" : "P") + number;
    }

    static ObjectiveResult objective(
            String name, @Nullable Duration target, @Nullable Duration actual, Verdict verdict) {
        return new ObjectiveResult(name, target, actual, verdict);
    }

    private static TimingFormula timing() {
        return new TimingFormula(
                TimingFormula.CLIENT_SHARE,
                List.of(
                        new TimingFormula.Line("probe interval PT1S until the next probe", Duration.ofSeconds(1)),
                        new TimingFormula.Line("(rise 2 - 1) x probe interval PT1S", Duration.ofSeconds(1)),
                        new TimingFormula.Line("round trip of the last probe", Duration.ofMillis(10)),
                        new TimingFormula.Line("activation and verification", Duration.ofMillis(20)),
                        new TimingFormula.Line("until the next call: 1 / s", Duration.ofSeconds(1)),
                        new TimingFormula.Line("round trip of the first call", Duration.ofMillis(10))));
    }

    private static StepResult step(
            String kind,
            String title,
            @Nullable Instant planned,
            Instant from,
            long millis,
            int passed,
            Evidence evidence) {
        return new StepResult(
                kind, title, false, planned, from, from.plusMillis(millis), Verdict.PASSED, passed, 0, "", evidence);
    }

    private static Evidence reports() {
        return Evidence.of("reports", List.of("daily-activity", "statement-of-positions"))
                .and("digestsVerified", 100)
                .and("bytes", 8_123_456L);
    }

    private static SessionResult first(int count) {
        return new SessionResult(
                "ps-primary",
                "Practice Session, primary site after the upgrade",
                "primary",
                FIRST,
                FIRST.plus(Duration.ofHours(1)),
                Verdict.PASSED,
                "",
                List.of(
                        step(
                                "connectivity-test",
                                "connectivity-test",
                                null,
                                FIRST.plusMillis(512),
                                14,
                                count,
                                Evidence.of("site", "primary")
                                        .and("greeted", count)
                                        .and("elsewhere", 0)),
                        step(
                                "enquiry",
                                "Enquiry of production data",
                                FIRST.plusSeconds(600),
                                FIRST.plusMillis(600_000),
                                1_210,
                                count,
                                Evidence.of("records", 200L * count).and("equal", true)),
                        step(
                                "report-download",
                                "Report download",
                                null,
                                FIRST.plusMillis(601_210),
                                3_007,
                                count,
                                reports())),
                timeline(FIRST, 360, count, false));
    }

    private static SessionResult second(int count, Verdict verdict) {
        boolean ok = verdict == Verdict.PASSED;
        List<StepResult> steps = new ArrayList<>();
        steps.add(new StepResult(
                "site-failover",
                "site-failover",
                false,
                CRASH,
                CRASH,
                OPENED.plusMillis(2_614),
                verdict,
                ok ? count : count - 2,
                ok ? 0 : 2,
                ok ? "" : "P001, P002: no successful call at secondary within PT45M",
                Evidence.of("shutdown", "abrupt")
                        .and("promotedAfter", Duration.ofMinutes(20))
                        .and("servingAt", OPENED)
                        .and("worstClientShare", Duration.ofMillis(2_614))));
        Instant t = OPENED.plusMillis(2_614);
        steps.add(step(
                "connectivity-test",
                "connectivity-test",
                null,
                t,
                14,
                count,
                Evidence.of("site", "secondary").and("greeted", count).and("elsewhere", 0)));
        steps.add(step(
                "enquiry",
                "Enquiry of production data",
                null,
                t.plusMillis(14),
                1_210,
                count,
                Evidence.of("records", 200L * count).and("equal", true)));
        steps.add(step(
                "report-download",
                "Report download",
                null,
                t.plusMillis(1_224),
                3_007,
                count,
                reports().and("sameAs", "ps-primary")));
        steps.add(step(
                "reconcile",
                "reconcile",
                null,
                t.plusMillis(4_231),
                32,
                count,
                Evidence.of("settled", 41).and("applied", 12).and("absent", 29).and("rpo", Duration.ZERO)));
        steps.add(new StepResult(
                "task",
                "Back up the client's configuration",
                true,
                t,
                t.plusMillis(4_300),
                t.plusMillis(4_300),
                Verdict.FAILED,
                0,
                count,
                "not confirmed",
                Evidence.none()));
        steps.add(step(
                "clean-up",
                "clean-up",
                SECOND.plusSeconds(6_000),
                SECOND.plusMillis(6_000_000),
                32,
                count,
                Evidence.of("purged", 164_512)));
        steps.add(step("sign-off", "sign-off", null, SECOND.plusMillis(6_000_040), 0, count, Evidence.none()));
        return new SessionResult(
                "ps-secondary",
                "Practice Session, failover to the secondary site under contingency",
                "secondary",
                SECOND,
                SECOND.plus(Duration.ofHours(2)),
                verdict,
                ok ? "" : "step 1 site-failover failed for 2 of " + count + " participants",
                steps,
                timeline(SECOND, 720, count, true));
    }

    private static SessionResult third(int count) {
        return new SessionResult(
                "prt",
                "Post-Release Test, primary site",
                "primary",
                THIRD,
                THIRD.plus(Duration.ofHours(1)),
                Verdict.PASSED,
                "",
                List.of(step(
                        "connectivity-test",
                        "connectivity-test",
                        null,
                        THIRD.plusMillis(512),
                        14,
                        count,
                        Evidence.of("site", "primary").and("greeted", count).and("elsewhere", 0))),
                timeline(THIRD, 360, count, false));
    }

    private static SessionTimeline timeline(Instant start, int buckets, int count, boolean move) {
        List<Calls> calls = new ArrayList<>();
        List<Seen> primary = new ArrayList<>();
        List<Seen> secondary = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            boolean down = move && i >= 60 && i < 180;
            boolean after = move && i >= 180;
            long all = 30L * count + i * 7919L % 13;
            calls.add(new Calls(down ? 0 : all, down ? all : 0, move && i == 60 ? count / 2 : 0));
            primary.add(
                    i == 0
                            ? new Seen(0, 0, 0, count)
                            : down || after ? new Seen(0, 0, count, 0) : new Seen(count, 0, 0, 0));
            secondary.add(
                    i == 0 ? new Seen(0, 0, 0, count) : after ? new Seen(count, 0, 0, 0) : new Seen(0, count, 0, 0));
        }
        Instant end = start.plusSeconds(10L * buckets);
        List<Span> one = new ArrayList<>();
        List<Span> two = new ArrayList<>();
        if (move) {
            one.add(new Span(SpanKind.POSITION, "serving", start, CRASH));
            one.add(new Span(SpanKind.POSITION, "down", CRASH, end));
            one.add(new Span(SpanKind.FAULT, "crash", CRASH, end));
            two.add(new Span(SpanKind.POSITION, "standby", start, OPENED));
            two.add(new Span(SpanKind.POSITION, "serving", OPENED, end));
        } else {
            one.add(new Span(SpanKind.POSITION, "serving", start, end));
            two.add(new Span(SpanKind.POSITION, "standby", start, end));
        }
        return new SessionTimeline(
                start,
                Duration.ofSeconds(10),
                calls,
                List.of(new SiteHealth("primary", primary, one), new SiteHealth("secondary", secondary, two)));
    }

    private static List<SwitchoverResult> moves(int count) {
        List<SwitchoverResult> moves = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            long share = i == 1 ? 2_614 : 1_300 + i * 7919L % 1_301;
            moves.add(move("ps-secondary", 0, id(i), "primary", "secondary", "primary lost: 3 probes failed", share));
        }
        return moves;
    }

    static SwitchoverResult move(
            String session, int step, String who, String from, String to, String cause, long share) {
        return new SwitchoverResult(
                session,
                step,
                who,
                from,
                to,
                2,
                cause,
                CRASH.minusMillis(share % 803),
                CRASH.plusMillis(2_000 + share % 997),
                OPENED,
                OPENED.plusMillis(share - 300),
                OPENED.plusMillis(share - 280),
                OPENED.plusMillis(share));
    }
}

package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.result.Evidence;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.RunState;
import dev.sitefailover.rehearsal.result.RunState.ParticipantState;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.rehearsal.result.SessionTimeline.Calls;
import dev.sitefailover.rehearsal.result.SessionTimeline.Seen;
import dev.sitefailover.rehearsal.result.SessionTimeline.SiteHealth;
import dev.sitefailover.rehearsal.result.SessionTimeline.Span;
import dev.sitefailover.rehearsal.result.SessionTimeline.SpanKind;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.TraceDigest;
import dev.sitefailover.rehearsal.result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far a rehearsal is, as values for {@link JsonTree} and back. */
final class RunStateJson {
    private RunStateJson() {}

    static Map<String, @Nullable Object> of(RunState state) {
        return map(
                "finished", each(state.finished(), RunStateJson::session),
                "session", state.session(),
                "began", state.began(),
                "steps", each(state.steps(), RunStateJson::step),
                "participants", each(state.participants(), RunStateJson::participant),
                "trace",
                        map(
                                "events", state.trace().events(),
                                "sha256", state.trace().sha256()));
    }

    static RunState read(Fields from) {
        Fields trace = from.object("trace");
        return new RunState(
                from.list("finished", RunStateJson::session),
                from.textOrNull("session"),
                from.instantOrNull("began"),
                from.list("steps", RunStateJson::step),
                from.list("participants", RunStateJson::participant),
                new TraceDigest(trace.number("events"), trace.text("sha256")));
    }

    private static Map<String, @Nullable Object> participant(ParticipantState p) {
        RequestCounts r = p.requests();
        List<Object> requests =
                List.of(r.sent(), r.succeeded(), r.failed(), r.inDoubt(), r.reconciled(), r.lost(), r.duplicated());
        return map(
                "id", p.id(),
                "epoch", p.epoch(),
                "submissions", p.submissions(),
                "failure", p.failure(),
                "requests", requests,
                "probes", p.probes(),
                "rpo", p.rpo(),
                "digests", p.digests(),
                "switchovers", each(p.switchovers(), RunStateJson::switchover));
    }

    private static ParticipantState participant(Fields f) {
        long[] r = numbers(f.map().get("requests"), 7);
        Map<String, String> digests = new LinkedHashMap<>();
        f.values("digests").forEach((name, digest) -> digests.put(name, String.valueOf(digest)));
        return new ParticipantState(
                f.text("id"),
                f.number("epoch"),
                f.number("submissions"),
                f.textOrNull("failure"),
                new RequestCounts(r[0], r[1], r[2], r[3], r[4], r[5], r[6]),
                f.number("probes"),
                f.durationOrNull("rpo"),
                digests,
                f.list("switchovers", RunStateJson::switchover));
    }

    private static Map<String, @Nullable Object> switchover(SwitchoverResult s) {
        return map(
                "session", s.session(),
                "step", s.step(),
                "participant", s.participant(),
                "from", s.from(),
                "to", s.to(),
                "epoch", s.epoch(),
                "cause", s.cause(),
                "lastGoodAt", s.lastGoodAt(),
                "lossDetectedAt", s.lossDetectedAt(),
                "targetServingAt", s.targetServingAt(),
                "decidedAt", s.decidedAt(),
                "activatedAt", s.activatedAt(),
                "firstSuccessAt", s.firstSuccessAt());
    }

    private static SwitchoverResult switchover(Fields f) {
        return new SwitchoverResult(
                f.text("session"),
                f.count("step"),
                f.text("participant"),
                f.text("from"),
                f.text("to"),
                f.number("epoch"),
                f.text("cause"),
                f.instantOrNull("lastGoodAt"),
                f.instantOrNull("lossDetectedAt"),
                f.instantOrNull("targetServingAt"),
                f.instantOrNull("decidedAt"),
                f.instantOrNull("activatedAt"),
                f.instantOrNull("firstSuccessAt"));
    }

    private static Map<String, @Nullable Object> step(StepResult s) {
        return map(
                "kind", s.kind(),
                "title", s.title(),
                "optional", s.optional(),
                "plannedAt", s.plannedAt(),
                "startedAt", s.startedAt(),
                "endedAt", s.endedAt(),
                "verdict", s.verdict().name(),
                "passed", s.passed(),
                "failed", s.failed(),
                "detail", s.detail(),
                "evidence", s.evidence().entries(),
                "late", s.late());
    }

    private static StepResult step(Fields f) {
        return new StepResult(
                f.text("kind"),
                f.text("title"),
                f.flag("optional"),
                f.instantOrNull("plannedAt"),
                f.instantOrNull("startedAt"),
                f.instantOrNull("endedAt"),
                Verdict.valueOf(f.text("verdict")),
                f.count("passed"),
                f.count("failed"),
                f.text("detail"),
                new Evidence(f.values("evidence")),
                f.durationOrNull("late"));
    }

    private static Map<String, @Nullable Object> session(SessionResult s) {
        SessionTimeline timeline = s.timeline();
        return map(
                "id", s.id(),
                "title", s.title(),
                "site", s.site(),
                "from", s.from(),
                "to", s.to(),
                "verdict", s.verdict().name(),
                "detail", s.detail(),
                "steps", each(s.steps(), RunStateJson::step),
                "timeline", timeline == null ? null : timeline(timeline));
    }

    private static SessionResult session(Fields f) {
        return new SessionResult(
                f.text("id"),
                f.text("title"),
                f.text("site"),
                f.instant("from"),
                f.instant("to"),
                Verdict.valueOf(f.text("verdict")),
                f.text("detail"),
                f.list("steps", RunStateJson::step),
                f.map().get("timeline") == null ? null : timeline(f.object("timeline")));
    }

    private static Map<String, @Nullable Object> timeline(SessionTimeline t) {
        return map(
                "start", t.start(),
                "width", t.width(),
                "calls", each(t.calls(), c -> List.of(c.succeeded(), c.failed(), c.inDoubt())),
                "sites",
                        each(
                                t.sites(),
                                site -> map(
                                        "site",
                                        site.site(),
                                        "seen",
                                        each(
                                                site.seen(),
                                                s -> List.of(s.serving(), s.standby(), s.down(), s.unknown())),
                                        "spans",
                                        each(
                                                site.spans(),
                                                s -> map(
                                                        "kind",
                                                        s.kind().name(),
                                                        "label",
                                                        s.label(),
                                                        "from",
                                                        s.from(),
                                                        "to",
                                                        s.to())))));
    }

    private static SessionTimeline timeline(Fields f) {
        List<Calls> calls = new ArrayList<>();
        for (Object row : f.rows("calls")) {
            long[] c = numbers(row, 3);
            calls.add(new Calls(c[0], c[1], c[2]));
        }
        return new SessionTimeline(f.instant("start"), f.duration("width"), calls, f.list("sites", RunStateJson::site));
    }

    private static SiteHealth site(Fields f) {
        List<Seen> seen = new ArrayList<>();
        for (Object row : f.rows("seen")) {
            long[] s = numbers(row, 4);
            seen.add(new Seen((int) s[0], (int) s[1], (int) s[2], (int) s[3]));
        }
        return new SiteHealth(
                f.text("site"),
                seen,
                f.list(
                        "spans",
                        s -> new Span(
                                SpanKind.valueOf(s.text("kind")),
                                s.text("label"),
                                s.instant("from"),
                                s.instant("to"))));
    }

    private static long[] numbers(@Nullable Object row, int count) {
        if (row instanceof List<?> list && list.size() == count && list.stream().allMatch(Long.class::isInstance)) {
            return list.stream().mapToLong(Long.class::cast).toArray();
        }
        throw new IllegalArgumentException(count + " numbers were expected");
    }

    private static <T> List<Object> each(List<T> items, Function<T, Object> write) {
        List<Object> list = new ArrayList<>();
        items.forEach(item -> list.add(write.apply(item)));
        return list;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}

package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Durations;
import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Ids;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Place;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Texts;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.document.yaml.Wrong;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the sessions in order and follows the site that serves by plan. */
final class SessionReader {
    private static final List<String> KEYS = List.of("id", "title", "date", "window", "site", "subjectTo", "steps");
    private static final String ALLOWED = "allowed is a list of one or more sessions";
    private static final String ALLOWED_STEPS = "allowed is a list of one or more steps";

    private final Problems problems;
    private final LocalTimes times;
    private final Type<String> siteType;
    private final String primary;
    private final Ids ids;
    private final Reports reports;
    private final StepReader steps;
    /** The site that serves by plan; null when errors above make that unknowable. */
    private @Nullable String serving;

    private @Nullable ZonedDateTime previousFrom;
    private @Nullable ZonedDateTime previousTo;

    SessionReader(Problems problems, LocalTimes times, SiteReader.Sites sites) {
        this.problems = problems;
        this.times = times;
        this.siteType = sites.reference();
        this.primary =
                sites.list().isEmpty() ? Ids.UNREADABLE : sites.list().get(0).id();
        this.ids = new Ids("session", problems);
        this.reports = new Reports(problems);
        this.steps = new StepReader(problems, siteType, reports);
        this.serving = sites.ids().complete() ? primary : null;
    }

    /** A session's times; null ends could not be read. */
    private record Bounds(@Nullable LocalDate date, @Nullable ZonedDateTime from, @Nullable ZonedDateTime to) {}

    List<SessionPlan> read(Fields rundown) {
        rundown.requireKey("sessions", ALLOWED);
        List<SessionPlan> sessions = new ArrayList<>();
        for (Node item : rundown.items("sessions", ALLOWED)) {
            SessionPlan session = session(Fields.of(item, "a session", KEYS, problems));
            if (session != null) {
                sessions.add(session);
            }
        }
        if (rundown.value("sessions") instanceof Node.Sequence sequence
                && sequence.items().isEmpty()
                && sequence.complete()) {
            problems.add(sequence.place(), "sessions: the list is empty", ALLOWED);
        }
        return sessions;
    }

    private @Nullable SessionPlan session(Fields fields) {
        String id = ids.read(fields);
        String title = fields.maybe("title", Texts.TEXT).orElse(id);
        Bounds bounds = bounds(fields);
        Optional<String> site = fields.need("site", siteType);
        List<String> subjectTo = fields.values("subjectTo", reports.earlierSession());
        List<StepReader.Parts> parts = parts(fields);
        boolean moves = parts.stream().anyMatch(StepReader.Parts::moves);
        if (!moves) {
            serving = site.orElse(null);
        }
        String startsAt = Objects.requireNonNullElse(serving, primary);
        List<StepPlan> plans = new ArrayList<>();
        ZonedDateTime earliest = bounds.from();
        for (StepReader.Parts part : parts) {
            StepPlan plan = step(part, bounds, earliest, site.orElse(primary));
            earliest = plan.at().orElse(earliest);
            plans.add(plan);
        }
        if (fields.complete() && site.isPresent()) {
            checkEnd(fields.placeOf("site"), site.get());
        }
        reports.endSession(id, ids.complete(), parts.size() == stepNodes(fields));
        ZonedDateTime from = bounds.from();
        ZonedDateTime to = bounds.to();
        return problems.none() && from != null && to != null
                ? new SessionPlan(id, title, from, to, site.orElse(primary), startsAt, subjectTo, plans)
                : null;
    }

    private static int stepNodes(Fields fields) {
        return fields.value("steps") instanceof Node.Sequence sequence
                ? sequence.items().size()
                : -1;
    }

    private List<StepReader.Parts> parts(Fields fields) {
        fields.requireKey("steps", ALLOWED_STEPS);
        List<StepReader.Parts> parts = new ArrayList<>();
        for (Node item : fields.items("steps", ALLOWED_STEPS)) {
            StepReader.Parts part = steps.parts(item);
            if (part != null) {
                parts.add(part);
            }
        }
        if (fields.value("steps") instanceof Node.Sequence sequence
                && sequence.items().isEmpty()
                && sequence.complete()) {
            problems.add(sequence.place(), "steps: the list is empty", ALLOWED_STEPS);
        }
        return parts;
    }

    private Bounds bounds(Fields fields) {
        LocalDate date = fields.need("date", LocalTimes.DATE_TYPE).orElse(null);
        LocalTimes.Window window = fields.need("window", LocalTimes.WINDOW).orElse(null);
        if (date == null || window == null) {
            return new Bounds(date, null, null);
        }
        ZonedDateTime from = resolve(fields.placeOf("window"), "window", date, window.from());
        ZonedDateTime to = resolve(fields.placeOf("window"), "window", date, window.to());
        if (from != null && to != null) {
            if (!to.isAfter(from)) {
                problems.add(
                        fields.placeOf("window"),
                        "window: it does not end after its start when clocks are put back",
                        LocalTimes.WINDOW.allowed());
                return new Bounds(date, null, null);
            }
            checkOrder(fields, from);
            previousFrom = from;
            previousTo = previousTo == null || to.isAfter(previousTo) ? to : previousTo;
        }
        return new Bounds(date, from, to);
    }

    private @Nullable ZonedDateTime resolve(Place place, String key, LocalDate date, LocalTime time) {
        try {
            return times.resolve(date.atTime(time));
        } catch (Wrong e) {
            problems.add(place, key + ": " + e.what(), "allowed are times that clocks show on that day");
            return null;
        }
    }

    private void checkOrder(Fields fields, ZonedDateTime from) {
        if (previousFrom == null || previousTo == null || !from.isBefore(previousTo)) {
            return;
        }
        boolean otherDay = from.toLocalDate().isBefore(previousTo.toLocalDate());
        Place place = fields.placeOf(otherDay ? "date" : "window");
        String what = from.isBefore(previousFrom) ? "starts before the one above" : "overlaps the one above";
        problems.add(
                place,
                "the session " + what + ", which ends at " + previousTo.toLocalDateTime(),
                "sessions stand in time order and do not overlap, they may touch");
    }

    private StepPlan step(StepReader.Parts parts, Bounds bounds, @Nullable ZonedDateTime earliest, String ends) {
        Fields common = parts.common();
        Optional<LocalTime> time = common.maybe("at", LocalTimes.TIME_TYPE);
        Optional<ZonedDateTime> at = time.isPresent() && bounds.date() != null
                ? at(common.placeOf("at"), time.get(), bounds, earliest)
                : Optional.empty();
        Optional<Duration> within = common.maybe("within", Durations.DURATION);
        String title = common.maybe("title", Texts.TEXT).orElse(parts.kind());
        boolean optional = common.maybe("optional", Texts.TRUTH).orElse(false);
        Step step = steps.read(parts, ends, primary);
        String before = Objects.requireNonNullElse(serving, primary);
        if (step instanceof Step.Move move) {
            if (move.to().equals(serving)) {
                problems.add(
                        parts.place(),
                        parts.kind() + ": site " + Shown.quoted(move.to()) + " already serves by plan",
                        "allowed is a move to another site");
            }
            serving = serving == null && move instanceof Step.Failover ? null : move.to();
        }
        return new StepPlan(step, title, at, within, optional, before);
    }

    private Optional<ZonedDateTime> at(Place place, LocalTime time, Bounds bounds, @Nullable ZonedDateTime earliest) {
        LocalDate date = Objects.requireNonNull(bounds.date());
        ZonedDateTime at = resolve(place, "at", date, time);
        ZonedDateTime from = bounds.from();
        ZonedDateTime to = bounds.to();
        if (at == null || from == null || to == null) {
            return Optional.ofNullable(at);
        }
        String window = from.toLocalTime() + " up to, not including, " + to.toLocalTime();
        if (at.isBefore(from) || !at.isBefore(to)) {
            problems.add(place, "at: " + time + " is outside the session's window", "allowed is " + window);
            return Optional.empty();
        }
        if (earliest != null && at.isBefore(earliest)) {
            problems.add(
                    place,
                    "at: " + time + " is before the at above, " + earliest.toLocalTime(),
                    "steps stand in time order");
            return Optional.empty();
        }
        return Optional.of(at);
    }

    private void checkEnd(Place place, String site) {
        if (serving != null && !serving.equals(site)) {
            problems.add(
                    place,
                    "site: the session ends up at " + Shown.quoted(serving) + " by plan, not at " + Shown.quoted(site),
                    "allowed is the site that its last move goes to");
        }
        serving = site;
    }
}

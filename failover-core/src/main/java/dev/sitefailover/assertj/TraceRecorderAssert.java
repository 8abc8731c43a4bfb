package dev.sitefailover.assertj;

import dev.sitefailover.simulation.Divergence;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.TraceRecord;
import dev.sitefailover.simulation.TraceRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about the events of a simulation, as far as a {@code TraceRecorder} was shown them: {@code
 * organiser.trace().observeAll(recorder)} for all, {@code observe} or {@code accompany} for those that explain. A failure
 * shows them, in words when it is told {@linkplain #in which simulation}.
 *
 * <pre>{@code
 * assertThat(recorder).in(organiser).hasOnce("site-promoted").hasAppliedNothingTwice();
 * }</pre>
 */
public class TraceRecorderAssert extends AbstractAssert<TraceRecorderAssert, TraceRecorder> {
    private Function<TraceRecord, String> words =
            event -> event.type() + " actor " + event.actor() + (event.text() == null ? "" : " " + event.text());

    /** Use {@link FailoverAssertions#assertThat(TraceRecorder)}. */
    public TraceRecorderAssert(TraceRecorder actual) {
        super(actual, TraceRecorderAssert.class);
    }

    /** Failures name sites and participants as that simulation does. */
    public TraceRecorderAssert in(Simulation simulation) {
        words = simulation::inWords;
        return this;
    }

    /** Exactly so many events of that type, for instance {@code site-crashed}. */
    public TraceRecorderAssert has(int times, String type) {
        List<TraceRecord> events = events();
        List<TraceRecord> found = ofType(events, type);
        if (found.size() != times) {
            fail(
                    "Expecting " + type + " " + (times == 0 ? "never" : "exactly " + Words.times(times))
                            + ", but it is there " + (found.isEmpty() ? "never" : Words.times(found.size()))
                            + kinds(events, found) + ".",
                    events,
                    found);
        }
        return this;
    }

    /** One event of that type. */
    public TraceRecorderAssert hasOnce(String type) {
        return has(1, type);
    }

    /** No event of that type. */
    public TraceRecorderAssert hasNever(String type) {
        return has(0, type);
    }

    /** No event of that type after so much virtual time since the start. */
    public TraceRecorderAssert hasNoneAfter(Duration sinceStart, String type) {
        List<TraceRecord> events = events();
        List<TraceRecord> late =
                matching(events, event -> event.type().equals(type) && event.nanos() > sinceStart.toNanos());
        if (!late.isEmpty()) {
            fail(
                    "Expecting no " + type + " after " + Words.clock(sinceStart.toNanos()) + ", but there "
                            + (late.size() == 1 ? "is 1" : "are " + late.size()) + ", the first at "
                            + Words.clock(late.get(0).nanos()) + ".",
                    events,
                    late);
        }
        return this;
    }

    /** Nothing of that type comes after the last one of the other. */
    public TraceRecorderAssert hasNoneAfterLast(String last, String type) {
        List<TraceRecord> events = events();
        List<TraceRecord> found = ofType(events, last);
        if (found.isEmpty()) {
            fail(
                    "Expecting no " + type + " after the last " + last + ", but there is no " + last
                            + kinds(events, found) + ".",
                    events,
                    found);
            return this;
        }
        TraceRecord end = found.get(found.size() - 1);
        List<TraceRecord> late = matching(events, event -> event.type().equals(type) && event.number() > end.number());
        if (!late.isEmpty()) {
            List<TraceRecord> marked = new ArrayList<>(late);
            marked.add(end);
            fail(
                    "Expecting no " + type + " after the last " + last + " at " + Words.clock(end.nanos())
                            + ", but there " + (late.size() == 1 ? "is 1" : "are " + late.size()) + ".",
                    events,
                    marked);
        }
        return this;
    }

    /** No submission took effect twice at a site. The recorder must have been shown what explains, or all. */
    public TraceRecorderAssert hasAppliedNothingTwice() {
        List<TraceRecord> events = events();
        List<TraceRecord> twice = ofType(events, "submission-applied-twice");
        if (!twice.isEmpty()) {
            fail(
                    "Expecting every submission to take effect once, but " + Words.count(twice.size(), "effect")
                            + (twice.size() == 1 ? " was" : " were") + " repeated.",
                    events,
                    twice);
        }
        return this;
    }

    /** Both runs are the same, event for event, as far as the recorders kept them. */
    public TraceRecorderAssert isSameRunAs(TraceRecorder other) {
        isNotNull();
        Optional<Divergence> divergence = Divergence.between(actual, other);
        if (divergence.isPresent()) {
            failWithMessage(
                    "%s",
                    "\n" + "Expecting the same run twice, but "
                            + divergence.get().toString().stripTrailing());
        }
        return this;
    }

    private static List<TraceRecord> ofType(List<TraceRecord> events, String type) {
        return matching(events, event -> event.type().equals(type));
    }

    private static List<TraceRecord> matching(List<TraceRecord> events, Predicate<TraceRecord> wanted) {
        return events.stream().filter(wanted).toList();
    }

    /** Where nothing was found: what there is instead. */
    private static String kinds(List<TraceRecord> events, List<TraceRecord> found) {
        return found.isEmpty()
                ? "; the recorder was shown "
                        + (events.isEmpty()
                                ? "nothing"
                                : String.join(
                                        ", ",
                                        events.stream()
                                                .map(TraceRecord::type)
                                                .distinct()
                                                .sorted()
                                                .toList()))
                : "";
    }

    private List<TraceRecord> events() {
        isNotNull();
        List<TraceRecord> events = new ArrayList<>();
        for (int i = 0; i < actual.size(); i++) {
            events.add(actual.get(i));
        }
        return events;
    }

    private void fail(String message, List<TraceRecord> events, List<TraceRecord> marked) {
        Timeline timeline = new Timeline("What the sites did (virtual time since the start"
                + (actual.seen() > actual.size() ? ", " + (actual.seen() - actual.size()) + " more not kept" : "")
                + ")");
        for (TraceRecord event : events) {
            boolean relevant = marked.stream().anyMatch(each -> Objects.equals(each, event));
            timeline.add(Words.clock(event.nanos()), words.apply(event), relevant);
        }
        failWithMessage("%s", "\n" + message + "\n" + timeline);
    }
}

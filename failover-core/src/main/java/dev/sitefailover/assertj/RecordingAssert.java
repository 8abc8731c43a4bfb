package dev.sitefailover.assertj;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what a client has done, from a {@link FailoverRecording}. A failure shows the timeline. */
public class RecordingAssert extends AbstractAssert<RecordingAssert, FailoverRecording> {

    /** Use {@link FailoverAssertions#assertThat(FailoverRecording)}. */
    public RecordingAssert(FailoverRecording actual) {
        super(actual, RecordingAssert.class);
    }

    // -- moves

    /** It moved between two sites exactly so many times; attaching to a site is no move. */
    public RecordingAssert hasSwitched(int times) {
        List<Happening> all = all();
        List<Happening> moves = moves(all);
        if (moves.size() != times) {
            fail(
                    "Expecting the client "
                            + (times == 0 ? "not to have switched" : "to have switched exactly " + Words.times(times))
                            + ", but it did " + (moves.isEmpty() ? "not" : "so " + Words.times(moves.size())) + ".",
                    all,
                    moves);
        }
        return this;
    }

    /** It has made no move between two sites. */
    public RecordingAssert hasNotSwitched() {
        return hasSwitched(0);
    }

    /** It moved to that site exactly once, whatever other moves it made. */
    public RecordingAssert hasSwitchedOnceTo(String site) {
        List<Happening> all = all();
        List<Happening> moves = moves(all);
        List<Happening> there = moves.stream()
                .filter(move -> move instanceof Happening.Engine e
                        && e.event() instanceof SwitchEvent.Moved moved
                        && moved.switchover().to().id().equals(site))
                .toList();
        if (there.size() != 1) {
            fail(
                    "Expecting the client to have switched to " + site + " exactly once, but it did "
                            + (there.isEmpty()
                                    ? "not" + (moves.isEmpty() ? "" : ", only elsewhere")
                                    : "so " + Words.times(there.size()))
                            + ".",
                    all,
                    there.isEmpty() ? moves : there);
        }
        return this;
    }

    /** Calls go to that site now. */
    public RecordingAssert isRoutedTo(String site) {
        List<Happening> all = all();
        Happening last = lastRouting(all);
        Site routed = routed(last);
        if (routed == null || !routed.id().equals(site)) {
            fail(
                    "Expecting calls to go to " + site + ", but they go "
                            + (routed == null ? "nowhere" : "to " + routed)
                            + (last == null ? " and never went anywhere" : " since " + actual.clock(last.at())) + ".",
                    all,
                    last == null ? List.of() : List.of(last));
        }
        return this;
    }

    /** Calls never went to two sites at once, and no epoch ever meant two sites. */
    public RecordingAssert wasNeverRoutedToTwoSites() {
        List<Happening> all = all();
        Map<Epoch, SwitchEvent.Published> byEpoch = new LinkedHashMap<>();
        Happening open = null;
        for (Happening happening : all) {
            if (!(happening instanceof Happening.Engine e)) {
                continue;
            }
            if (e.event() instanceof SwitchEvent.Withdrawn) {
                open = null;
            } else if (e.event() instanceof SwitchEvent.Published published) {
                Site before = routed(open);
                if (before != null && !before.equals(published.site())) {
                    fail(
                            "Expecting calls to go to one site at a time, but they went to " + published.site()
                                    + " while they still went to " + before + ".",
                            all,
                            List.of(Objects.requireNonNull(open), happening));
                }
                SwitchEvent.Published same = byEpoch.putIfAbsent(published.epoch(), published);
                if (same != null && !same.site().equals(published.site())) {
                    fail(
                            "Expecting an epoch to mean one site, but epoch " + published.epoch() + " was "
                                    + same.site() + " and then " + published.site() + ".",
                            all,
                            List.of(new Happening.Engine(same), happening));
                }
                open = happening;
            }
        }
        return this;
    }

    /** Every move had a later epoch than the one before, and no route an earlier one. */
    public RecordingAssert hasGrowingEpochs() {
        List<Happening> all = all();
        Happening before = null;
        for (Happening happening : all) {
            if (happening instanceof Happening.Engine e && e.event() instanceof SwitchEvent.Published now) {
                if (before instanceof Happening.Engine b && b.event() instanceof SwitchEvent.Published then) {
                    boolean moved = !then.site().equals(now.site());
                    if (then.epoch().isAfter(now.epoch())
                            || (moved && then.epoch().equals(now.epoch()))) {
                        fail(
                                "Expecting epochs to grow, but after epoch " + then.epoch() + " at " + then.site()
                                        + " calls went to " + now.site() + " in epoch " + now.epoch() + ".",
                                all,
                                List.of(before, happening));
                    }
                }
                before = happening;
            }
        }
        return this;
    }

    // -- time

    /**
     * Whenever calls had nowhere good to go, the first call was answered again within that time: an interruption counts
     * from the fault where the recording sees a simulation, else from when the client knew of the loss, or from when it
     * left a site that was not lost. At least one interruption is expected, and a call after it.
     */
    public RecordingAssert recoveredWithin(Duration limit) {
        return ended("business to be back within " + Words.duration(limit) + " of a loss", limit, Interruption::begin);
    }

    /**
     * Like {@link #recoveredWithin}, without the organiser's share: counts from when there was an interruption and the
     * site where business went on had been opened, as far as the recording can tell.
     */
    public RecordingAssert followedWithin(Duration limit) {
        return ended(
                "the client to follow within " + Words.duration(limit) + " once a site served",
                limit,
                Interruption::clientsTurn);
    }

    private RecordingAssert ended(String expected, Duration limit, Function<Interruption, Happening> beginning) {
        List<Happening> all = all();
        List<Interruption> interruptions = Interruption.in(all);
        if (interruptions.isEmpty()) {
            fail(
                    "Expecting " + expected + ", but nothing was lost: calls always had somewhere to go."
                            + "\nInflict a fault on the site they go to, or drop the assertion.",
                    all,
                    List.of());
        }
        for (Interruption interruption : interruptions) {
            Happening begin = beginning.apply(interruption);
            Happening end = interruption.end();
            Duration took = end == null ? Duration.ZERO : Duration.ofNanos(end.at() - begin.at());
            if (end == null) {
                fail(
                        "Expecting " + expected + ", but no call has been answered since " + actual.clock(begin.at())
                                + ".\nEither the client did not recover, or the test made no call and let no time pass.",
                        all,
                        List.of(begin));
            } else if (took.compareTo(limit) > 0) {
                fail(
                        "Expecting " + expected + ", but it took " + Words.duration(took) + ": from "
                                + actual.clock(begin.at()) + " to " + actual.clock(end.at()) + ".",
                        all,
                        List.of(begin, end));
            }
        }
        return this;
    }

    // -- calls

    /** Nothing is in doubt now. */
    public RecordingAssert hasNothingInDoubt() {
        List<Happening> all = all();
        List<Happening> open = doubts(all, finding -> finding == null);
        if (!open.isEmpty()) {
            fail(
                    "Expecting nothing to be in doubt, but " + Words.count(open.size(), "call") + " still "
                            + (open.size() == 1 ? "is" : "are") + ": " + keys(open)
                            + ".\nGive the operation a reconciler, or let time pass until its enquiry is answered.",
                    all,
                    open);
        }
        return this;
    }

    /** Nothing ever was in doubt. */
    public RecordingAssert wasNeverInDoubt() {
        List<Happening> all = all();
        List<Happening> doubts = doubts(all, finding -> true);
        if (!doubts.isEmpty()) {
            fail(
                    "Expecting nothing ever to be in doubt, but " + Words.count(doubts.size(), "call")
                            + " went in doubt: " + keys(doubts) + ".",
                    all,
                    doubts);
        }
        return this;
    }

    /** What was in doubt is settled and was found applied: nothing that was sent has to be sent again. */
    public RecordingAssert hasLostNoCall() {
        hasNothingInDoubt();
        List<Happening> all = all();
        List<Happening> absent = doubts(all, finding -> finding == Finding.ABSENT);
        if (!absent.isEmpty()) {
            fail(
                    "Expecting no call to be lost, but " + Words.count(absent.size(), "call")
                            + " in doubt did not arrive: " + keys(absent)
                            + ".\nIt is safe to send again with the same key; who does?",
                    all,
                    absent);
        }
        return this;
    }

    // -- inside

    private static List<Happening> doubts(List<Happening> all, Predicate<@Nullable Finding> wanted) {
        List<Happening> chosen = new ArrayList<>();
        for (Happening happening : all) {
            if (happening instanceof Happening.Doubt doubt) {
                Finding finding = null;
                for (Happening later : all) {
                    if (later instanceof Happening.Settled settled && settled.entry() == doubt.entry()) {
                        finding = settled.finding();
                    }
                }
                if (wanted.test(finding)) {
                    chosen.add(happening);
                }
            }
        }
        return chosen;
    }

    private static String keys(List<Happening> doubts) {
        List<String> keys = new ArrayList<>();
        for (Happening happening : doubts) {
            if (happening instanceof Happening.Doubt doubt) {
                keys.add(doubt.entry().operation().name() + " " + doubt.entry().key());
            }
        }
        return keys.size() <= 5
                ? String.join(", ", keys)
                : String.join(", ", keys.subList(0, 5)) + " and " + (keys.size() - 5) + " more";
    }

    private static List<Happening> moves(List<Happening> all) {
        return all.stream()
                .filter(each -> each instanceof Happening.Engine e && e.event() instanceof SwitchEvent.Moved)
                .toList();
    }

    private static @Nullable Happening lastRouting(List<Happening> all) {
        Happening last = null;
        for (Happening happening : all) {
            if (happening instanceof Happening.Engine e
                    && (e.event() instanceof SwitchEvent.Published || e.event() instanceof SwitchEvent.Withdrawn)) {
                last = happening;
            }
        }
        return last;
    }

    private static @Nullable Site routed(@Nullable Happening routing) {
        return routing instanceof Happening.Engine e && e.event() instanceof SwitchEvent.Published published
                ? published.site()
                : null;
    }

    private List<Happening> all() {
        isNotNull();
        return actual.happenings();
    }

    private void fail(String message, List<Happening> all, List<Happening> marked) {
        failWithMessage("%s", "\n" + message + "\n" + actual.timeline(all, marked));
    }
}

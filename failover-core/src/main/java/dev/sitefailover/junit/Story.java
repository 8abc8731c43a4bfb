package dev.sitefailover.junit;

import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.TraceRecord;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last things that happened in a test, and every fault. A client of the test's may tell from another thread. */
final class Story {
    private static final int LAST = 20;
    private static final int FAULTS = 20;

    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final ArrayDeque<InflictedOnce> faults = new ArrayDeque<>();
    private @Nullable Simulation simulation;
    private long told;
    private long inflicted;
    private boolean ended;

    /** A fault that was placed; {@code until} is null while it is in force. */
    private static final class InflictedOnce {
        private final String site;
        private final String kind;
        private final long from;
        private @Nullable Long until;

        InflictedOnce(String site, String kind, long from) {
            this.site = site;
            this.kind = kind;
            this.from = from;
        }
    }

    /** From now on what that simulation's sites do is told. */
    synchronized void follow(Simulation followed) {
        simulation = followed;
        followed.trace().accompany((number, nanos, type, actor, a, b, text) -> {
            TraceRecord event = new TraceRecord(number, nanos, type.name(), actor, a, b, text);
            sites(followed, event);
        });
    }

    private synchronized void sites(Simulation followed, TraceRecord event) {
        String text = event.text();
        boolean ofSite = event.actor() >= 0 && event.actor() < followed.sites().size();
        if (text != null && ofSite) {
            String site = followed.sites().get(event.actor()).id();
            if (event.type().equals("fault-inflicted")) {
                inflicted++;
                faults.add(new InflictedOnce(site, text, event.nanos()));
                if (faults.size() > FAULTS) {
                    faults.poll();
                }
            } else if (event.type().equals("fault-lifted")) {
                lifted(site, text, event.nanos());
            }
        }
        tell(followed.inWords(event));
    }

    private void lifted(String site, String kind, long at) {
        for (InflictedOnce fault : faults) {
            if (fault.until == null && fault.site.equals(site) && fault.kind.equals(kind)) {
                fault.until = at;
                return;
            }
        }
    }

    /** Now. */
    synchronized void tell(String text) {
        if (ended) {
            return;
        }
        told++;
        last.add(line(nanos(), text));
        if (last.size() > LAST) {
            last.poll();
        }
    }

    /** What comes after the test is no part of it. */
    synchronized void end() {
        ended = true;
    }

    /** Virtual time since the start, and the date; empty when nobody asked for a simulation. */
    synchronized String now() {
        Simulation followed = simulation;
        return followed == null
                ? ""
                : "at " + clock(nanos()) + " of virtual time ("
                        + followed.time().instant().truncatedTo(ChronoUnit.MILLIS) + ")";
    }

    private long nanos() {
        Simulation followed = simulation;
        return followed == null ? 0 : followed.time().nanoTime();
    }

    synchronized List<String> events() {
        return List.copyOf(last);
    }

    /** How many events there were, those no longer known included. */
    synchronized long told() {
        return told;
    }

    synchronized long inflicted() {
        return inflicted;
    }

    synchronized List<String> faults() {
        List<String> lines = new ArrayList<>();
        for (InflictedOnce fault : faults) {
            Long until = fault.until;
            String end = until == null ? ", in force" : ", until " + clock(until);
            lines.add(line(fault.from, fault.kind + " at " + fault.site + end));
        }
        return lines;
    }

    /** A time since the start, and what was then. */
    static String line(long nanos, String text) {
        return clock(nanos) + "  " + text;
    }

    /** Since the start, to the millisecond, as in the timelines of assertions: {@code 00:10:03.105}. */
    private static String clock(long nanos) {
        Duration time = Duration.ofNanos(nanos);
        return digits(time.toHours(), 2) + ":" + digits(time.toMinutesPart(), 2) + ":" + digits(time.toSecondsPart(), 2)
                + "." + digits(time.toMillisPart(), 3);
    }

    private static String digits(long value, int least) {
        String text = Long.toString(value);
        return "0".repeat(Math.max(0, least - text.length())) + text;
    }
}

package dev.sitefailover.rehearsal.result;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a session looked like over time, in buckets of one width; bucket i covers [start + i × width, start + (i + 1) ×
 * width). Only for the drawings: no verdict rests on it. Immutable.
 *
 * @param start where bucket 0 begins, the window's start
 * @param width of every bucket; see {@link #widthFor}
 * @param calls outcomes of calls, each counted in the bucket in which it completed
 * @param sites what was seen of each site, in order of preference
 */
public record SessionTimeline(Instant start, Duration width, List<Calls> calls, List<SiteHealth> sites) {
    private static final List<Duration> WIDTHS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10));
    private static final int MOST_BUCKETS = 720;

    public SessionTimeline {
        if (width.isNegative() || width.isZero()) {
            throw new IllegalArgumentException("bucket width must be > 0, was " + width);
        }
        calls = List.copyOf(calls);
        sites = List.copyOf(sites);
    }

    /** A round width that cuts the window into at most 720 buckets. */
    public static Duration widthFor(Duration window) {
        for (Duration width : WIDTHS) {
            if (width.multipliedBy(MOST_BUCKETS).compareTo(window) >= 0) {
                return width;
            }
        }
        return window.dividedBy(MOST_BUCKETS).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Calls completed in one bucket.
     *
     * @param succeeded answered
     * @param failed refused, not sent or failed
     * @param inDoubt sent, outcome unknown when they ended
     */
    public record Calls(long succeeded, long failed, long inDoubt) {
        public Calls {
            Checks.notNegative("calls succeeded", succeeded);
            Checks.notNegative("calls failed", failed);
            Checks.notNegative("calls in doubt", inDoubt);
        }

        /** All of them. */
        public long total() {
            return succeeded + failed + inDoubt;
        }
    }

    /**
     * One site over time.
     *
     * @param site its id
     * @param seen per bucket, how many participants saw it how at the bucket's end
     * @param spans what was true of it, where the venue knows: positions and faults, for instance "serving" or "crash"
     */
    public record SiteHealth(String site, List<Seen> seen, List<Span> spans) {
        public SiteHealth {
            Checks.notBlank("site", site);
            seen = List.copyOf(seen);
            spans = List.copyOf(spans);
        }
    }

    /** How many participants saw a site in each state. */
    public record Seen(int serving, int standby, int down, int unknown) {
        public Seen {
            Checks.notNegative("serving", serving);
            Checks.notNegative("standby", standby);
            Checks.notNegative("down", down);
            Checks.notNegative("unknown", unknown);
        }

        /** All of them. */
        public int total() {
            return serving + standby + down + unknown;
        }
    }

    /**
     * Something that held for a time.
     *
     * @param kind the organiser's position of the site, or a fault on it
     * @param label for instance "serving", "standby", "crash"
     */
    public record Span(SpanKind kind, String label, Instant from, Instant to) {
        public Span {
            Checks.ordered("span from", from, "to", to);
        }
    }

    /** What a span tells. */
    public enum SpanKind {
        /** The organiser's own position of the site. */
        POSITION,
        /** A fault in force. */
        FAULT
    }
}

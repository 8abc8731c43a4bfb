package dev.sitefailover;

import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.health.ProbeSettings;
import dev.sitefailover.routing.CallSettings;
import dev.sitefailover.routing.SilenceSettings;
import java.time.Duration;
import java.util.List;

/**
 * The worst-case times that follow from the settings; every bound is a sum of named terms. They hold for probes and
 * connectors that keep to their own time limits, and leave out what the machine itself takes.
 *
 * @param silence from the last answer of a site that hangs, or from when enough calls are outstanding if that is later,
 *     to knowing it is lost, while the site's latency and pauses call for no more than the limit; empty when that watch
 *     is off
 * @param detection from the loss of a site to knowing it: {@code fall × interval + timeout}; a loss that calls notice is
 *     known sooner
 * @param recognition from the target serving to knowing it: {@code rise × interval + timeout}
 * @param switching from the decision to the new route, when the old site is lost: leaving it, the epoch, logon, one probe
 * @param firstCall from the new route to the first success: one call
 */
public record FailoverTiming(
        List<Term> silence, List<Term> detection, List<Term> recognition, List<Term> switching, List<Term> firstCall) {

    /**
     * One term of a sum.
     *
     * @param name how it follows from the settings
     */
    public record Term(String name, Duration duration) {}

    /** The verification is a probe: its bound is never below the probe's own timeout. */
    static SwitchSettings patient(SwitchSettings switching, ProbeSettings probing) {
        return switching.verify().compareTo(probing.timeout()) < 0
                ? switching.withVerify(probing.timeout())
                : switching;
    }

    /** The bounds of these settings, with the default watch over silence. */
    public static FailoverTiming of(ProbeSettings probing, SwitchSettings switching, CallSettings calls) {
        return of(probing, switching, calls, SilenceSettings.forProbesEvery(probing.interval()));
    }

    /** The bounds of these settings. */
    public static FailoverTiming of(
            ProbeSettings probing, SwitchSettings switching, CallSettings calls, SilenceSettings silence) {
        Term probeTimeout = new Term("probe timeout", probing.timeout());
        return new FailoverTiming(
                silence.limit().isZero()
                        ? List.of()
                        : List.of(
                                new Term("silence limit", silence.limit()),
                                new Term("one look at it", silence.limit().dividedBy(8))),
                List.of(
                        new Term(
                                "fall " + probing.fall() + " × probe interval " + probing.spacing(),
                                probing.spacing().multipliedBy(probing.fall())),
                        probeTimeout),
                List.of(
                        new Term(
                                "rise " + probing.rise() + " × probe interval " + probing.spacing(),
                                probing.spacing().multipliedBy(probing.rise())),
                        probeTimeout),
                List.of(
                        new Term("leaving the old site", switching.deactivate()),
                        new Term("the authority's epoch", switching.claim()),
                        new Term("logon at the new site", switching.activate()),
                        new Term(
                                "verification probe",
                                patient(switching, probing).verify())),
                List.of(new Term("call timeout", calls.timeout())));
    }

    /** From the loss to the first success elsewhere, where another site serves all along. */
    public Duration failoverBound() {
        return sum(detection).plus(afterDecision());
    }

    /**
     * From the target's promotion to the first success there, the client's share: both the loss and the target must be
     * known, whichever comes last.
     */
    public Duration followBound() {
        Duration known = sum(detection).compareTo(sum(recognition)) > 0 ? sum(detection) : sum(recognition);
        return known.plus(afterDecision());
    }

    /** The sum of some terms. */
    public static Duration sum(List<Term> terms) {
        Duration sum = Duration.ZERO;
        for (Term term : terms) {
            sum = sum.plus(term.duration());
        }
        return sum;
    }

    private Duration afterDecision() {
        return sum(switching).plus(sum(firstCall));
    }
}

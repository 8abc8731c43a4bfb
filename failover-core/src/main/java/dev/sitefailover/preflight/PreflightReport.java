package dev.sitefailover.preflight;

import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was found. Immutable.
 *
 * @param at when it began
 * @param sites those looked at, as given
 * @param findings site by site, in the order of the checks; a check that another one's failure made pointless is missing
 */
public record PreflightReport(Instant at, Duration took, List<Site> sites, List<Finding> findings) {

    public PreflightReport {
        sites = List.copyOf(sites);
        findings = List.copyOf(findings);
    }

    /** The worst finding's level. */
    public Level level() {
        return Level.worst(findings.stream().map(Finding::level).toList());
    }

    /** The worst level found at that site. */
    public Level level(String site) {
        return Level.worst(of(site).stream().map(Finding::level).toList());
    }

    /** What was found at that site. */
    public List<Finding> of(String site) {
        return findings.stream().filter(finding -> finding.site().equals(site)).toList();
    }

    /** A table for people, at most 80 columns wide. */
    public String toText() {
        return PreflightText.of(this);
    }

    /**
     * The same for programs, one JSON object:
     *
     * <pre>{@code
     * { "format": 1, "at": instant, "took": "PT…", "level": "OK|WARN|FAIL",
     *   "sites": [ { "id": …, "address": …, "level": …,
     *     "findings": [ { "check": …, "level": …, "value": …, "advice": …, "details": { … } } ] } ] }
     * }</pre>
     *
     * A check is {@code address}, {@code name}, {@code dnsCache}, {@code connect}, {@code certificate}, {@code greeting},
     * {@code clock} or {@code roundTrip}. Details, each present when it is known: host, addresses, tookMicros ·
     * positiveSeconds, negativeSeconds (-1: for ever) · port, fastestMicros · subject, issuer, names, chain, notAfter,
     * daysToExpiry, protocol · answersAs, position, environment, product, sessionMicros · offsetMillis (positive: the
     * site is ahead), uncertaintyMillis · medianMicros. Fields may be added, none changes its meaning.
     */
    public String toJson() {
        return PreflightJson.of(this);
    }
}

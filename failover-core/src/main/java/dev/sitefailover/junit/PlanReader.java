package dev.sitefailover.junit;

import dev.sitefailover.document.Problem;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.junit.Plan.PlannedOutage;
import dev.sitefailover.junit.Plan.PlannedPromotion;
import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.rundown.RundownException;
import dev.sitefailover.simulation.SiteSettings;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes a plan of a test's annotations, or says which of them is wrong and what it may say. */
final class PlanReader {
    /** Sums of a few of these still fit into a long of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern NAMES_A_SITE = Pattern.compile("[,{]\\s*site\\s*:");

    private PlanReader() {}

    static Plan read(ExtensionContext context) {
        Plan.Sites sites = Declared.nearest(context, SimulatedSites.class)
                .map(PlanReader::sites)
                .orElseGet(() -> settings(List.of("primary", "secondary"), Duration.ZERO, false, 1_000));
        List<PlannedOutage> outages = new ArrayList<>();
        for (Declared<Outage> declared : Declared.all(context, Outage.class)) {
            outages.add(outage(declared, sites.ids()));
        }
        List<PlannedPromotion> promotions = new ArrayList<>();
        for (Declared<Promotion> declared : Declared.all(context, Promotion.class)) {
            promotions.add(promotion(declared, sites.ids()));
        }
        return new Plan(sites, List.copyOf(outages), List.copyOf(promotions));
    }

    private static Plan.Sites sites(Declared<SimulatedSites> declared) {
        SimulatedSites sites = declared.annotation();
        List<String> ids = List.of(sites.value());
        String shown =
                "@SimulatedSites({" + ids.stream().map(PlanReader::quoted).collect(Collectors.joining(", ")) + "})";
        if (ids.isEmpty()) {
            throw declared.wrong(shown, "a simulation needs one site or more");
        }
        if (ids.stream().distinct().count() != ids.size()) {
            throw declared.wrong(shown, "a site's id must be unique");
        }
        if (sites.recordsPerParticipant() < 1) {
            throw declared.wrong(
                    "@SimulatedSites(recordsPerParticipant = " + sites.recordsPerParticipant() + ")",
                    "allowed is 1 or more");
        }
        Duration lag = duration(declared, "@SimulatedSites", "replicationLag", sites.replicationLag());
        try {
            return settings(ids, lag, sites.servingAlways(), sites.recordsPerParticipant());
        } catch (IllegalArgumentException e) {
            throw declared.wrong(shown, String.valueOf(e.getMessage()));
        }
    }

    private static Plan.Sites settings(List<String> ids, Duration lag, boolean always, int records) {
        List<SiteSettings> settings = new ArrayList<>();
        for (String id : ids) {
            SiteSettings site = SiteSettings.of(id).trailing(lag);
            settings.add(always ? site.servingAlways() : site);
        }
        return new Plan.Sites(List.copyOf(settings), records);
    }

    private static PlannedOutage outage(Declared<Outage> declared, List<String> sites) {
        Outage outage = declared.annotation();
        site(declared, "@Outage", outage.site(), sites);
        Duration at = duration(declared, "@Outage", "at", outage.at());
        Occurrence occurrence = occurrence(declared);
        if (!outage.lasting().isEmpty()) {
            if (occurrence.lasting().isPresent()) {
                throw declared.wrong(
                        shown(outage), "say how long with lasting or with for in the fault, not with both");
            }
            occurrence = occurrence.lasting(duration(declared, "@Outage", "lasting", outage.lasting()));
        }
        return new PlannedOutage(outage.site(), outage.fault(), occurrence, at);
    }

    /** By the reader of rundowns, so that a fault is written in one way everywhere. */
    private static Occurrence occurrence(Declared<Outage> declared) {
        Outage outage = declared.annotation();
        String text = "{ fault: " + outage.fault() + "\n}";
        if (NAMES_A_SITE.matcher(text).find()) {
            throw declared.wrong(shown(outage), "the site stands in site, not in fault");
        }
        try {
            return RundownReader.readFault("fault", text.getBytes(StandardCharsets.UTF_8));
        } catch (RundownException e) {
            throw declared.wrong(
                    shown(outage), e.problems().stream().map(Problem::message).collect(Collectors.joining("; and ")));
        }
    }

    private static PlannedPromotion promotion(Declared<Promotion> declared, List<String> sites) {
        Promotion promotion = declared.annotation();
        site(declared, "@Promotion", promotion.site(), sites);
        return new PlannedPromotion(promotion.site(), duration(declared, "@Promotion", "at", promotion.at()));
    }

    private static void site(Declared<?> declared, String annotation, String id, List<String> sites) {
        if (!sites.contains(id)) {
            throw declared.wrong(
                    annotation + "(site = " + quoted(id) + ")",
                    "there is no such site; the sites are " + String.join(", ", sites));
        }
    }

    private static <A extends Annotation> Duration duration(
            Declared<A> declared, String annotation, String member, String text) {
        return parsed(text)
                .orElseThrow(() -> declared.wrong(
                        annotation + "(" + member + " = " + quoted(text) + ")",
                        "allowed is an ISO-8601 duration from PT0S to P3650D, such as PT10M or PT0.5S"));
    }

    private static Optional<Duration> parsed(String text) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(value -> !value.isNegative() && value.compareTo(LONGEST) <= 0);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String shown(Outage outage) {
        return "@Outage(fault = " + quoted(outage.fault()) + ")";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}

package dev.sitefailover.rehearsal;

import dev.sitefailover.rehearsal.result.SessionTimeline.Span;
import dev.sitefailover.rehearsal.result.SessionTimeline.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the organiser did to the sites in one session, as spans of time for the drawings. */
final class SpanLog {
    private record Open(String site, SpanKind kind, String label, Instant from, Instant until) {}

    private final List<Open> open = new ArrayList<>();
    private final Map<String, List<Span>> spans = new LinkedHashMap<>();

    void position(String site, String label, Instant from) {
        open.add(new Open(site, SpanKind.POSITION, label, from, Instant.MAX));
    }

    void fault(String site, String label, Instant from, Optional<Duration> lasting) {
        open.add(new Open(
                site, SpanKind.FAULT, label, from, lasting.map(from::plus).orElse(Instant.MAX)));
    }

    /** What is open at the site ends; of one kind, or of both when {@code kind} is empty. */
    void end(String site, Optional<SpanKind> kind, Instant at) {
        List<Open> ending = open.stream()
                .filter(span -> span.site.equals(site) && (kind.isEmpty() || span.kind == kind.get()))
                .toList();
        open.removeAll(ending);
        for (Open span : ending) {
            Instant until = span.until.isBefore(at) ? span.until : at;
            if (until.isAfter(span.from)) {
                spans.computeIfAbsent(site, s -> new ArrayList<>())
                        .add(new Span(span.kind, span.label, span.from, until));
            }
        }
    }

    List<Span> of(String site) {
        return spans.getOrDefault(site, List.of());
    }
}

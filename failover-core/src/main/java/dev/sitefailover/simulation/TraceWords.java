package dev.sitefailover.simulation;

import java.util.List;

/** What the sites did as sentences for people, one line each, without the time. */
final class TraceWords {
    private final List<String> sites;
    private final List<String> participants;

    TraceWords(List<String> sites, List<String> participants) {
        this.sites = sites;
        this.participants = participants;
    }

    String of(TraceRecord event) {
        String site = name(sites, event.actor(), "actor ");
        return switch (event.type()) {
            case "fault-inflicted" -> event.text() + " begins at " + site;
            case "fault-lifted" -> event.text() + " is over at " + site;
            case "site-crashed" -> site + " is down";
            case "site-restarted" -> site + " is up again";
            case "site-promoted" -> site + " is promoted and serves";
            case "site-closed" -> site + " closes and stands by";
            case "site-resynchronised" -> site + " is resynchronised from " + name(sites, event.a(), "site ");
            case "submissions-lost" ->
                site + " serves without " + number(event.b(), "acknowledged submission") + of(event.a());
            case "submissions-purged" -> number(event.b(), "submission") + of(event.a()) + " purged at " + site;
            case "submission-applied" -> "submission " + event.b() + of(event.a()) + " applied at " + site;
            case "submission-applied-twice" -> "submission " + event.b() + of(event.a()) + " applied twice at " + site;
            case "duplicate-seen" -> "submission " + event.b() + of(event.a()) + " came again at " + site;
            default -> {
                String text = event.text();
                String who = event.actor() >= 0 && event.actor() < sites.size() ? site + ": " : "";
                yield who + event.type() + (text == null ? " " + event.a() + " " + event.b() : ": " + text);
            }
        };
    }

    private String of(long participant) {
        return " of " + name(participants, participant, "participant ");
    }

    private static String number(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String name(List<String> names, long index, String otherwise) {
        return index >= 0 && index < names.size() ? names.get((int) index) : otherwise + index;
    }
}

package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.site.SiteFailoverException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The rundown for calendars, RFC 5545. Times are UTC, so no zone definition is needed. An event keeps its UID when its
 * session is moved, so a calendar that imports a later edition moves the event instead of adding one.
 */
final class Calendar {
    private static final int MOST_OCTETS = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();
    private final Rundown rundown;
    private final Times times;

    private Calendar(Rundown rundown) {
        this.rundown = rundown;
        this.times = new Times(rundown.timeZone());
    }

    static String of(Rundown rundown) {
        Calendar calendar = new Calendar(rundown);
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//sitefailover//rundown//EN");
        calendar.line("CALSCALE:GREGORIAN");
        calendar.line("METHOD:PUBLISH");
        calendar.registration();
        rundown.sessions().forEach(calendar::session);
        calendar.line("END:VCALENDAR");
        return calendar.out.toString();
    }

    private void registration() {
        rundown.registration().by().ifPresent(by -> {
            begin("registration");
            line("DTSTART:" + UTC.format(by));
            line("SUMMARY:" + text("Registration closes: " + rundown.title()));
            rundown.registration().through().ifPresent(through -> line("DESCRIPTION:" + text("Through: " + through)));
            line("TRANSP:TRANSPARENT");
            line("END:VEVENT");
        });
    }

    private void session(SessionPlan session) {
        begin("session:" + session.id());
        line("DTSTART:" + UTC.format(session.from()));
        line("DTEND:" + UTC.format(session.to()));
        line("SUMMARY:" + text(session.title()));
        line("LOCATION:"
                + text(rundown.site(session.site()).map(PlannedSite::title).orElse(session.site())));
        line("DESCRIPTION:" + description(session));
        line(session.subjectTo().isEmpty() ? "STATUS:CONFIRMED" : "STATUS:TENTATIVE");
        line("END:VEVENT");
    }

    private String description(SessionPlan session) {
        StringBuilder text = new StringBuilder(text(rundown.title()));
        rundown.organiser().ifPresent(organiser -> text.append("\\n").append(text("Organiser: " + organiser)));
        rundown.reference().ifPresent(reference -> text.append("\\n").append(text("Reference: " + reference)));
        if (!session.subjectTo().isEmpty()) {
            text.append("\\n").append(text("Subject to the result of " + String.join(", ", session.subjectTo())));
        }
        int number = 0;
        for (StepPlan plan : session.steps()) {
            number++;
            Instant at = plan.at().map(planned -> planned.toInstant()).orElse(null);
            text.append("\\n")
                    .append(text(number + ". " + (at == null ? "" : times.shortest(at) + " ") + plan.title()));
        }
        return text.toString();
    }

    private void begin(String what) {
        line("BEGIN:VEVENT");
        line("UID:" + uid(what));
        // Must be there, and must not say when this was written: the same rundown gives the same bytes.
        line("DTSTAMP:19700101T000000Z");
    }

    private String uid(String what) {
        String key = rundown.title()
                + '\n'
                + rundown.organiser().orElse("")
                + '\n'
                + rundown.reference().orElse("")
                + '\n'
                + what;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16) + "@sitefailover";
        } catch (NoSuchAlgorithmException e) {
            throw new SiteFailoverException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    private static String text(String words) {
        return Escape.line(words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,");
    }

    /** Folded so that no line is longer than 75 octets and no character is cut. */
    private void line(String content) {
        int octets = 0;
        for (int i = 0; i < content.length(); ) {
            int point = content.codePointAt(i);
            int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (octets + size > MOST_OCTETS) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(point);
            octets += size;
            i += Character.charCount(point);
        }
        out.append("\r\n");
    }
}

package dev.sitefailover.rehearsal.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.rundown.Rundown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InformationPackageTest {

    @Test
    void writes_the_page_and_the_calendar(@TempDir Path directory) throws IOException {
        InformationPackage.write(Plans.session("Practice"), directory);
        assertThat(directory.resolve(InformationPackage.HTML)).content().contains("Activity rundown", "Actual start");
        assertThat(directory.resolve(InformationPackage.CALENDAR)).content().startsWith("BEGIN:VCALENDAR\r\n");
    }

    @Test
    void every_session_and_the_deadline_is_an_event_in_utc() {
        String calendar = unfolded(Calendar.of(Plans.session("Practice")));
        assertThat(calendar.split("BEGIN:VEVENT", -1)).hasSize(4);
        assertThat(calendar)
                .contains("DTSTART:20240320T155959Z", "DTSTART:20240323T040000Z", "DTEND:20240323T050000Z")
                .contains("STATUS:CONFIRMED", "STATUS:TENTATIVE")
                .contains("\\n1. 15:10 site-failover");
    }

    @Test
    void no_line_is_longer_than_75_octets_and_none_cuts_a_character() {
        String calendar = Calendar.of(Plans.session("\u5E02\u5834\uD83D\uDE00".repeat(100)));
        assertThat(calendar).endsWith("END:VCALENDAR\r\n");
        for (String line : calendar.split("\r\n", -1)) {
            assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75);
            assertThat(line).doesNotContain("\r", "\n", "\uFFFD");
        }
        assertThat(unfolded(calendar)).contains("\u5E02\u5834\uD83D\uDE00".repeat(100));
    }

    @Test
    void texts_cannot_add_lines_or_properties() {
        String calendar = unfolded(Calendar.of(Plans.session("a;b,c\\d\r\nEND:VCALENDAR\u0000")));
        assertThat(calendar).contains("a\\;b\\,c\\\\d  END:VCALENDAR");
        assertThat(calendar.lines().filter("END:VCALENDAR"::equals)).hasSize(1);
    }

    @Test
    void ids_of_events_differ_within_a_rundown_and_stay_from_run_to_run() {
        Rundown rundown = Plans.session("Practice");
        List<String> ids =
                Calendar.of(rundown).lines().filter(l -> l.startsWith("UID:")).toList();
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(Calendar.of(rundown)).isEqualTo(Calendar.of(Plans.session("Practice")));
    }

    private static String unfolded(String calendar) {
        return calendar.replace("\r\n ", "");
    }
}

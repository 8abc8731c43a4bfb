package dev.sitefailover.rehearsal.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitefailover.rehearsal.result.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

    @Test
    void holds_exactly_the_fields_of_format_1_in_order() throws IOException {
        Map<String, Object> json = read(write(Reports.passed(3)));
        assertThat(json.keySet())
                .containsExactly(
                        "format",
                        "title",
                        "seed",
                        "venue",
                        "verdict",
                        "participants",
                        "sessions",
                        "switchovers",
                        "requests",
                        "rpo",
                        "objectives",
                        "trace");
        assertThat(at(json, "participants", 0).keySet()).containsExactly("id", "verdict", "detail");
        assertThat(at(json, "sessions", 0).keySet())
                .containsExactly("id", "site", "from", "to", "verdict", "detail", "steps");
        assertThat(at(at(json, "sessions", 0), "steps", 0).keySet())
                .containsExactly(
                        "kind",
                        "title",
                        "plannedAt",
                        "startedAt",
                        "endedAt",
                        "verdict",
                        "passed",
                        "failed",
                        "detail",
                        "evidence");
        assertThat(at(json, "switchovers", 0).keySet())
                .containsExactly(
                        "participant",
                        "from",
                        "to",
                        "epoch",
                        "cause",
                        "lastGoodAt",
                        "lossDetectedAt",
                        "targetServingAt",
                        "decidedAt",
                        "activatedAt",
                        "firstSuccessAt",
                        "rto",
                        "organiserShare",
                        "clientShare");
        assertThat(map(json.get("requests")).keySet())
                .containsExactly("sent", "succeeded", "failed", "inDoubt", "reconciled", "lost", "duplicated");
        assertThat(at(json, "objectives", 0).keySet()).containsExactly("name", "target", "actual", "verdict");
        assertThat(map(json.get("trace")).keySet()).containsExactly("events", "sha256");
    }

    @Test
    void instants_carry_the_rundowns_offset_and_always_seconds() throws IOException {
        Map<String, Object> json = read(write(Reports.passed(3)));
        assertThat(at(json, "sessions", 1)).containsEntry("from", "2024-03-23T15:00:00+08:00");
        assertThat(at(at(json, "sessions", 0), "steps", 0)).containsEntry("startedAt", "2024-03-23T12:00:00.512+08:00");
        assertThat(new Times(ZoneId.of("UTC")).iso(Reports.FIRST)).isEqualTo("2024-03-23T04:00:00+00:00");
        assertThat(new Times(Reports.HONG_KONG).iso(Reports.FIRST.plusNanos(1)))
                .isEqualTo("2024-03-23T12:00:00.000000001+08:00");
    }

    @Test
    void shares_follow_from_the_stages() throws IOException {
        Map<String, Object> move = at(read(write(Reports.passed(3))), "switchovers", 0);
        assertThat(move)
                .containsEntry("rto", "PT20M2.819S")
                .containsEntry("organiserShare", "PT20M0.205S")
                .containsEntry("clientShare", "PT2.614S");
    }

    @Test
    void what_did_not_happen_is_null() throws IOException {
        Map<String, Object> json = read(write(Reports.failed()));
        assertThat(at(json, "switchovers", 0))
                .containsEntry("firstSuccessAt", null)
                .containsEntry("rto", null)
                .containsEntry("organiserShare", null)
                .containsEntry("clientShare", null);
        Map<String, Object> skipped = at(at(json, "sessions", 2), "steps", 0);
        assertThat(skipped).containsEntry("plannedAt", null).containsEntry("startedAt", null);
        assertThat(at(json, "objectives", 0)).containsEntry("actual", null).containsEntry("verdict", "FAILED");
        assertThat(json).containsEntry("verdict", "FAILED");
    }

    @Test
    void hostile_texts_come_back_as_they_were() throws IOException {
        String text = "\"</script>\u0000\u0007\u202E\uD83D\uDE00\\";
        assertThat(read(write(OddReports.hostile(text)))).containsEntry("title", text);
    }

    @Test
    void a_report_without_anything_is_still_complete() throws IOException {
        Map<String, Object> json = read(write(OddReports.empty()));
        assertThat(json).hasSize(12).containsEntry("verdict", "FAILED").containsEntry("rpo", "PT0S");
    }

    static String write(Report report) throws IOException {
        StringWriter out = new StringWriter();
        new ReportJson(report).writeTo(out);
        return out.toString();
    }

    private static Map<String, Object> at(Map<String, Object> json, String name, int index) {
        Object list = json.get(name);
        assertThat(list).isInstanceOf(List.class);
        return map(((List<?>) Objects.requireNonNull(list)).get(index));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static Map<String, Object> read(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            Object value = value(parser);
            assertThat(parser.nextToken()).isNull();
            return map(value);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    assertThat(map).doesNotContainKey(name);
                    map.put(name, value(parser));
                }
                return map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                return list;
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getLongValue();
            }
            default -> {
                return parser.getText();
            }
        }
    }
}
